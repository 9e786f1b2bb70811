/** `npm run icons`: draws the icons of the installed app from one drawing, into public/icons. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { projectRoot } from './projectRoot.js';

const FOLDER = path.join(projectRoot, 'public', 'icons');

/** The mark in a square of 32, as in public/icon.svg, in the colours of the dark theme. */
const MARK = `
  <rect x="4" y="4" width="24" height="24" rx="2" fill="none" stroke="#45c99e" stroke-width="2" />
  <g fill="#45c99e">
    <rect x="11" y="2" width="10" height="4" rx="2" />
    <rect x="11" y="26" width="10" height="4" rx="2" />
    <rect x="2" y="11" width="4" height="10" rx="2" />
    <rect x="26" y="11" width="4" height="10" rx="2" />
  </g>
  <rect x="11" y="11" width="10" height="10" rx="1" fill="#f0eee9" />`;

/**
 * @param {{ corner: number, mark: number }} drawing the ground's rounding and the mark's size, as shares of the icon
 */
function svg({ corner, mark }) {
  const scale = mark;
  const shift = 16 * (1 - scale);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
    <rect width="32" height="32" rx="${32 * corner}" fill="#191918" />
    <g transform="translate(${shift} ${shift}) scale(${scale})">${MARK}</g>
  </svg>`;
}

// A mask keeps a circle of 80 % of the side at least (W3C, Manifest, maskable icons); phones round corners by themselves.
const ICONS = [
  { file: 'icon-192.png', side: 192, drawing: svg({ corner: 0.2, mark: 0.72 }) },
  { file: 'icon-512.png', side: 512, drawing: svg({ corner: 0.2, mark: 0.72 }) },
  { file: 'icon-maskable-512.png', side: 512, drawing: svg({ corner: 0, mark: 0.56 }) },
  { file: 'apple-touch-180.png', side: 180, drawing: svg({ corner: 0, mark: 0.66 }) },
];

await mkdir(FOLDER, { recursive: true });
for (const { file, side, drawing } of ICONS) {
  await sharp(Buffer.from(drawing), { density: (72 * side) / 32 })
    .resize(side, side)
    .png({ compressionLevel: 9, palette: true })
    .toFile(path.join(FOLDER, file));
}
