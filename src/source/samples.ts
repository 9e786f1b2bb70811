import type { Size } from '../domain/side.ts';
import { HERO } from './heroPicture.ts';

export interface Sample {
  readonly file: string;
  readonly thumbnail: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What it is good to try. */
  readonly job: string;
  readonly credit: string;
}

const photo = (
  name: string,
  { width, height }: Size,
  about: Pick<Sample, 'title' | 'job' | 'credit'>,
): Sample => ({
  file: `/samples/${name}.jpg`,
  thumbnail: `/samples/${name}-small.jpg`,
  width,
  height,
  ...about,
});

/** Photos to try the app with; see `public/samples/CREDITS.md`. */
export const SAMPLES: readonly Sample[] = [
  photo('meadow', HERO.photo, {
    title: 'Meadow',
    job: 'A landscape for a 9:16 story',
    credit: 'Aitzol Berasategi, CC BY 4.0',
  }),
  photo(
    'dandelions',
    { width: 1600, height: 900 },
    { title: 'Dandelions', job: 'Room for a headline', credit: 'Clemens Engelhardt, CC0' },
  ),
  photo(
    'doorway',
    { width: 1066, height: 1600 },
    { title: 'Doorway', job: 'A portrait for a wide banner', credit: 'Aitzol Berasategi, CC BY 4.0' },
  ),
];
