import { ChevronsLeftRight } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { frameOf } from '../domain/frame.ts';
import { placementStyle } from '../ui/placementStyle.ts';
import styles from './Hero.module.css';
import { HERO } from './heroPicture.ts';

const FRAME = frameOf(HERO.photo, HERO.expansion);
const PLACE = placementStyle(FRAME, HERO.photo);
/** Before is seen with the room around it, and enough of after to want the rest. */
const FIRST_SHARE = 62;

/** What the product does, to be tried at once: a photo, and on the other side of a line what became of it. */
export function Hero() {
  const [share, setShare] = useState(FIRST_SHARE);
  const at: CSSProperties & Record<'--share' | '--aspect', string | number> = {
    '--share': `${share}%`,
    '--aspect': FRAME.width / FRAME.height,
  };
  return (
    <figure className={styles.hero} style={at}>
      <div className={styles.frame}>
        <img
          className={styles.after}
          src="/samples/hero-after.webp"
          alt=""
          width={FRAME.width}
          height={FRAME.height}
        />
        <div className={styles.before} aria-hidden>
          <img className={styles.photo} style={PLACE} src="/samples/hero-before.webp" alt="" />
          <span className={`${styles.word} ${styles.beforeWord}`}>Before</span>
        </div>
        <span className={`${styles.word} ${styles.afterWord}`} aria-hidden>
          After
        </span>
        <input
          className={styles.control}
          type="range"
          min={0}
          max={100}
          value={share}
          aria-label="Before and after"
          aria-valuetext={`${share}% before`}
          onChange={(event) => setShare(Number(event.currentTarget.value))}
        />
        <i className={styles.line} aria-hidden>
          <ChevronsLeftRight />
        </i>
      </div>
      <figcaption className={styles.caption}>Drag the line. Expanded by the built-in engine.</figcaption>
    </figure>
  );
}
