/** What the first screen shows: a sample photo, and what the built-in engine made of it (`npm run hero`). */
export const HERO = {
  photo: { name: 'meadow', width: 1600, height: 1066 },
  expansion: { up: 0.2, right: 0.06, bottom: 0, left: 0.37 },
} as const;
