import type { Size } from '../../src/domain/side.ts';
import { seededRandom } from '../../src/engine/seededRandom.ts';

/** Something like a landscape: soft colours and leaves of every size, three bytes a pixel. */
export function textured({ width, height }: Size): Uint8Array {
  const random = seededRandom(5);
  const waves = Array.from({ length: 40 }, (_, i) => {
    const length = 2 ** (1.5 + (i % 10) * 0.7);
    const angle = random() * Math.PI * 2;
    return {
      x: Math.cos(angle) / length,
      y: Math.sin(angle) / length,
      phase: random() * 7,
      levels: 1 + Math.min(8, length / 16),
      tint: [random(), random(), random()] as const,
    };
  });
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const levels = [128, 120, 100];
      for (const wave of waves) {
        const value = wave.levels * Math.sin(x * wave.x + y * wave.y + wave.phase);
        for (let c = 0; c < 3; c += 1) levels[c] = (levels[c] ?? 0) + value * (0.5 + (wave.tint[c] ?? 0));
      }
      for (let c = 0; c < 3; c += 1) data[at + c] = Math.min(250, Math.max(5, levels[c] ?? 0));
    }
  }
  return data;
}
