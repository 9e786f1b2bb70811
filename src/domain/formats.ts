import { type Aspect, aspectLabel } from './aspect.ts';
import type { Size } from './side.ts';
import type { Rect } from './viewport.ts';

export const FORMAT_GROUPS = ['Shape', 'Social', 'Screen', 'Print'] as const;
type FormatGroup = (typeof FORMAT_GROUPS)[number] | 'Custom';

/** A target shape: an aspect, or an exact size with a name. */
export interface Format {
  /** Stays the same for ever: unfinished work is kept under it. */
  readonly id: string;
  readonly name: string;
  readonly group: FormatGroup;
  readonly aspect: Aspect;
  /** In pixels; null for a format that is a shape alone. */
  readonly size: Size | null;
  /** What the platform lays over the picture, as shares of the frame's width and height. */
  readonly covered: readonly Rect[];
}

function shape(...aspect: Aspect): Format {
  const id = aspectLabel(aspect);
  return { id, name: id, group: 'Shape', aspect, size: null, covered: [] };
}

interface Exact {
  id: string;
  name: string;
  group: FormatGroup;
  size: Aspect;
  covered?: readonly Rect[];
}

function exact({ id, name, group, size: [width, height], covered = [] }: Exact): Format {
  return { id, name, group, aspect: [width, height], size: { width, height }, covered };
}

function social(id: string, name: string, size: Aspect, covered: readonly Rect[] = []): Format {
  return exact({ id, name, group: 'Social', size, covered });
}

function screen(id: string, name: string, size: Aspect): Format {
  return exact({ id, name, group: 'Screen', size });
}

/** What photographs are printed at. */
const DPI = 300;

/** A sheet to print on. */
function sheet(id: string, name: string, inches: Aspect): Format {
  const [width, height] = inches;
  return exact({ id, name, group: 'Print', size: [Math.round(width * DPI), Math.round(height * DPI)] });
}

const MM_PER_INCH = 25.4;

/** A paper of ISO 216, upright and lying. */
function isoPaper(name: string, shortMm: number, longMm: number): Format[] {
  const [short, long] = [shortMm / MM_PER_INCH, longMm / MM_PER_INCH];
  const id = name.toLowerCase();
  return [sheet(id, name, [short, long]), sheet(`${id}-landscape`, `${name} landscape`, [long, short])];
}

/**
 * What Instagram asks to keep free of text and logos: 14 % at the top (name and time), 20 % at the bottom of a story
 * (reply bar), 35 % at the bottom of a reel and 6 % beside it (caption and buttons).
 * Meta's figures as published on 12 June 2026 by imagefactory.co.kr, «Story & Reels Ads: Where Text Is Actually Safe».
 */
const STORY_COVERED: readonly Rect[] = [
  { x: 0, y: 0, width: 1, height: 0.14 },
  { x: 0, y: 0.8, width: 1, height: 0.2 },
];
const REEL_COVERED: readonly Rect[] = [
  { x: 0, y: 0, width: 1, height: 0.14 },
  { x: 0, y: 0.65, width: 1, height: 0.35 },
  { x: 0, y: 0.14, width: 0.06, height: 0.51 },
  { x: 0.94, y: 0.14, width: 0.06, height: 0.51 },
];
/**
 * The badge with the video's length. YouTube gives no figure for it; this is our estimate of one with hours on a
 * card of 320 px width: 56 × 20 px, 8 px from the corner.
 */
const LENGTH_BADGE: readonly Rect[] = [{ x: 0.8, y: 0.844, width: 0.2, height: 0.156 }];

/**
 * Every format that is offered, in the order in which it is offered.
 *
 * Where the figures of the platforms come from, and of when they are:
 *   Instagram, YouTube, LinkedIn, X   tacticsocial.com/social-media-sizes, February 2026
 *   Instagram tall portrait           freejobalert.com, «Instagram Sizes Guide 2026», 6 December 2025
 *   Pinterest                         strandmarketing.com, «Image Size and Ratio Requirements in 2025», 20 December 2024
 */
export const FORMATS: readonly Format[] = [
  shape(1, 1),
  shape(4, 5),
  shape(5, 4),
  shape(3, 4),
  shape(4, 3),
  shape(2, 3),
  shape(3, 2),
  shape(9, 16),
  shape(16, 9),
  shape(9, 21),
  shape(21, 9),
  shape(1.91, 1),

  social('instagram-square', 'Instagram square', [1080, 1080]),
  social('instagram-portrait', 'Instagram portrait', [1080, 1350]),
  social('instagram-tall', 'Instagram tall portrait', [1080, 1440]),
  social('instagram-landscape', 'Instagram landscape', [1080, 566]),
  social('instagram-story', 'Instagram story', [1080, 1920], STORY_COVERED),
  social('instagram-reel', 'Instagram reel cover', [1080, 1920], REEL_COVERED),
  social('youtube-thumbnail', 'YouTube thumbnail', [1280, 720], LENGTH_BADGE),
  social('linkedin-post', 'LinkedIn post', [1200, 627]),
  social('linkedin-portrait', 'LinkedIn portrait', [1080, 1350]),
  social('linkedin-cover', 'LinkedIn cover', [1584, 396]),
  social('x-post', 'X post', [1200, 675]),
  social('x-header', 'X header', [1500, 500]),
  social('pinterest-pin', 'Pinterest pin', [1000, 1500]),

  screen('full-hd', 'Full HD', [1920, 1080]),
  screen('full-hd-portrait', 'Full HD portrait', [1080, 1920]),
  screen('4k', '4K', [3840, 2160]),
  screen('4k-portrait', '4K portrait', [2160, 3840]),

  sheet('4x6-in', '4 × 6 in', [4, 6]),
  sheet('6x4-in', '6 × 4 in', [6, 4]),
  sheet('5x7-in', '5 × 7 in', [5, 7]),
  sheet('7x5-in', '7 × 5 in', [7, 5]),
  sheet('8x10-in', '8 × 10 in', [8, 10]),
  sheet('10x8-in', '10 × 8 in', [10, 8]),
  ...isoPaper('A5', 148, 210),
  ...isoPaper('A4', 210, 297),
  ...isoPaper('A3', 297, 420),
];
