import type { Size } from '../../domain/side.ts';

const ENDINGS: Readonly<Record<string, string>> = { jpeg: 'jpg' };

/** What a copy of a file is called: after its size, which is what is new about it. */
export function copyName(name: string, { width, height, format }: Size & { format: string }): string {
  const stem = name.replace(/\.\w{1,5}$/, '');
  return `${stem} ${width}×${height}.${ENDINGS[format] ?? format}`;
}
