export interface Sample {
  readonly file: string;
  readonly thumbnail: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly credit: string;
}

const photo = (name: string, width: number, height: number, title: string, credit: string): Sample => ({
  file: `/samples/${name}.jpg`,
  thumbnail: `/samples/${name}-small.jpg`,
  width,
  height,
  title,
  credit,
});

/** Photos to try the app with; see `public/samples/CREDITS.md`. */
export const SAMPLES: readonly Sample[] = [
  photo('meadow', 1600, 1066, 'Meadow', 'Aitzol Berasategi, CC BY 4.0'),
  photo('dandelions', 1600, 900, 'Dandelions', 'Clemens Engelhardt, CC0'),
  photo('doorway', 1066, 1600, 'Doorway', 'Aitzol Berasategi, CC BY 4.0'),
];
