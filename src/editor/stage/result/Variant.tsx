import { useEffect, useState } from 'react';
import { useConnection } from '../../../api/connection.ts';
import { renditionWidth, resultImageUrl } from '../../../api/results.ts';
import type { Result } from '../../../domain/contract/result.ts';
import { Button } from '../../../ui/Button.tsx';
import styles from './ShownResult.module.css';
import type { ViewGetter } from './useStagePlace.ts';

interface VariantProps {
  result: Result;
  /** Of how many. */
  count: number;
  isShown: boolean;
  view: ViewGetter;
  /** Its picture is seen. */
  onThere: () => void;
}

/**
 * A variant fades in once it can be drawn as sharply as the screen shows it; one that was shown stays decoded. A sharper
 * rendition takes its place once it is decoded too: one that does not come takes nothing away.
 */
export function Variant({ result, count, isShown, view, onThere }: VariantProps) {
  /** Address of what is drawn. */
  const [drawn, setDrawn] = useState<string | null>(null);
  const isOffline = useConnection(({ connection }) => connection === 'offline');
  const [tries, setTries] = useState({ count: 0, isMissing: false });
  const [wasOffline, setWasOffline] = useState(isOffline);
  if (wasOffline !== isOffline) {
    setWasOffline(isOffline);
    // A server that has come back is asked at once.
    if (tries.isMissing && !isOffline) setTries({ count: tries.count + 1, isMissing: false });
  }
  const [hasBeenShown, setHasBeenShown] = useState(isShown);
  if (isShown && !hasBeenShown) setHasBeenShown(true);
  const width = useSharpWidth(result, view, isShown);
  if (!hasBeenShown) return null;
  const isReady = drawn !== null;
  const wanted = resultImageUrl(result.id, { format: 'webp', ...(width !== null && { width }) });
  const show = () => {
    setDrawn((before) => before ?? wanted);
    onThere();
  };
  const picture = (
    <img
      key={tries.count}
      className={styles.variant}
      src={drawn ?? wanted}
      alt={`Result ${result.index + 1} of ${count}`}
      aria-hidden={!isShown}
      data-shown={isShown && isReady}
      draggable={false}
      onLoad={(event) => {
        const image = event.currentTarget;
        void image.decode().then(show, show);
      }}
      onError={() => setTries(({ count: before }) => ({ count: before, isMissing: true }))}
    />
  );
  if (isReady && wanted !== drawn) {
    return (
      <>
        {picture}
        {/* Asked for again once the server is back. */}
        <Sharper key={`${wanted} ${isOffline}`} src={wanted} onReady={() => setDrawn(wanted)} />
      </>
    );
  }
  if (isReady || !isShown) return picture;
  return (
    <>
      {picture}
      {tries.isMissing ? (
        <p className={styles.missing} role="alert" data-own-pointer>
          {isOffline ? 'The result comes once the server is back.' : 'The result could not be loaded.'}
          <Button
            size="s"
            onClick={() => setTries(({ count: before }) => ({ count: before + 1, isMissing: false }))}
          >
            Try again
          </Button>
        </p>
      ) : (
        <p className={styles.waits} role="status">
          Loading the result…
        </p>
      )}
    </>
  );
}

/** Loads and decodes a picture out of sight. */
function Sharper({ src, onReady }: { src: string; onReady: () => void }) {
  return (
    <img
      hidden
      src={src}
      alt=""
      onLoad={({ currentTarget }) => void currentTarget.decode().then(onReady, () => undefined)}
    />
  );
}

/** Width of the rendition that the stage's zoom asks for; never a smaller one than before. Null for every pixel. */
function useSharpWidth(result: Result, view: ViewGetter, isShown: boolean): number | null {
  const [width, setWidth] = useState<number | null>(() => widthAt(result, view));
  useEffect(() => {
    const stage = view();
    if (!stage || !isShown) return;
    const follow = () =>
      setWidth((before) => {
        const next = widthAt(result, view);
        return before === null || next === null ? null : Math.max(before, next);
      });
    follow();
    return stage.onViewport(follow);
  }, [result, view, isShown]);
  return width;
}

function widthAt(result: Result, view: ViewGetter): number | null {
  const zoom = view()?.viewport.zoom ?? 0;
  return renditionWidth(result.width * zoom * devicePixelRatio, result.width);
}
