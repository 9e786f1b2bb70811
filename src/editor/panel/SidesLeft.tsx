import { leftPx, leftRatio } from '../../domain/allowance.ts';
import { SIDES, type Size } from '../../domain/side.ts';
import { SIDE_LABELS } from '../sideLabels.ts';
import { useReach } from '../state/reach.ts';
import { FollowingText } from './length/FollowingText.tsx';
import styles from './SidesLeft.module.css';

/** What the limits leave each side. */
export function SidesLeft({ size: source }: { size: Size }) {
  const size = useReach(source);
  return (
    <div className={styles.left}>
      <h3 className={styles.heading}>Still free on each side</h3>
      <dl className={`${styles.list} tabular`}>
        {SIDES.map((side) => (
          <div key={side} className={styles.side}>
            <dt>{SIDE_LABELS[side]}</dt>
            <dd>
              <FollowingText of={(shown) => `${leftPx(side, shown, size)} px`} />
            </dd>
            <dd>
              <FollowingText of={(shown) => `${leftRatio(side, shown, size).toFixed(2)}×`} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
