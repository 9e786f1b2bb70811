import { SOURCE_FORMATS, type SourceFormat } from '../domain/limits.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { MOD_KEY } from '../ui/modKey.ts';
import { canChooseFolder, chooseFolder } from './chooseFolder.ts';
import { FilePicker } from './FilePicker.tsx';
import { Hero } from './Hero.tsx';
import styles from './OpenScreen.module.css';
import { SAMPLES, type Sample } from './samples.ts';
import { UrlField } from './UrlField.tsx';

interface OpenScreenProps {
  isOpening: boolean;
  /** The host that an image is being fetched from. */
  openingFrom: string | null;
  onFiles: (files: readonly File[]) => void;
  onUrls: (urls: readonly string[]) => void;
  onSample: (sample: Sample) => void;
}

const NAMES: Partial<Record<SourceFormat, string>> = { webp: 'WebP', jxl: 'JPEG XL' };
const FORMATS = SOURCE_FORMATS.map((format) => NAMES[format] ?? format.toUpperCase()).join(', ');

/** The stage while nothing is open: says what the app does by the look of it, and opens an image in one step. */
export function OpenScreen({ isOpening, openingFrom, onFiles, onUrls, onSample }: OpenScreenProps) {
  const isReading = isOpening && openingFrom === null;
  return (
    <section className={styles.screen} aria-busy={isOpening} aria-label="Open an image">
      <div className={styles.invitation}>
        <h1 className={styles.title}>Give your image more room</h1>
        <p className={styles.lead}>
          Open an image and drag its sides outwards. What was there stays untouched, pixel for pixel.
        </p>
        <div className={styles.ways}>
          <FilePicker label={isReading ? 'Opening…' : 'Open an image'} variant="primary" onFiles={onFiles} />
          {canChooseFolder && <Button onClick={() => chooseFolder(onFiles)}>Open folder…</Button>}
          <span className={styles.hint}>
            or drop it anywhere, or paste it with <Kbd>{`${MOD_KEY}V`}</Kbd>
          </span>
        </div>
        <UrlField openingFrom={openingFrom} onUrls={onUrls} />
        <p className={styles.formats}>{FORMATS} · up to 50 MB · at least 300 px a side</p>
        {/* Above all of it on the screen, after what opens an image for the keyboard. */}
        <div className={styles.hero}>
          <Hero />
        </div>
      </div>
      <div className={styles.samples}>
        <h2 className={styles.samplesTitle}>Or start from a photo</h2>
        <ul className={styles.list}>
          {SAMPLES.map((sample) => (
            <li key={sample.file}>
              <button
                type="button"
                className={styles.sample}
                aria-label={`Open the sample photo ${sample.title}`}
                onClick={() => onSample(sample)}
              >
                <img
                  className={styles.thumbnail}
                  src={sample.thumbnail}
                  alt=""
                  width={sample.width}
                  height={sample.height}
                />
                <span className={styles.credit}>
                  <span>{sample.job}</span>
                  <span className={styles.author}>
                    {sample.title} by {sample.credit}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
