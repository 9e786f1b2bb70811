/** From stored values 0–1 to light 0–1. */
export type TransferCurve = (value: number) => number;

/** IEC 61966-2-1. */
export const srgbCurve: TransferCurve = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

/** The stored value 0–1 of light 0–1 in sRGB. */
export function srgbLevel(light: number): number {
  const held = Math.min(1, Math.max(0, light));
  return held <= 0.0031308 ? 12.92 * held : 1.055 * held ** (1 / 2.4) - 0.055;
}

export function gammaCurve(gamma: number): TransferCurve {
  return (v) => Math.max(0, v) ** gamma;
}

/** What a screen calls white among the absolute light of PQ, in cd/m² (ITU-R BT.2408). */
const PQ_WHITE = 203;

/** SMPTE ST 2084, brighter than a screen's white cut off. */
const pqCurve: TransferCurve = (v) => {
  const p = Math.max(0, v) ** (1 / 78.84375);
  const light = 10_000 * (Math.max(0, p - 0.8359375) / (18.8515625 - 18.6875 * p)) ** (1 / 0.1593017578125);
  return Math.min(1, light / PQ_WHITE);
};

/** Light of HLG at three quarters of the signal. */
const HLG_WHITE = 0.265;

/** ITU-R BT.2100 HLG, its reference white at 0.75 of the signal. */
const hlgCurve: TransferCurve = (v) => {
  const light = v <= 0.5 ? (v * v) / 3 : (Math.exp((v - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  return Math.min(1, light / HLG_WHITE);
};

/** How studio screens show what cameras wrote by BT.709 (ITU-R BT.1886). */
export const studioCurve = gammaCurve(2.4);

/** Light 0–1 of the lightness L* / 100 (CIE 1976). */
export const lightnessCurve: TransferCurve = (v) => (v <= 0.08 ? v / 9.033 : ((v + 0.16) / 1.16) ** 3);

/** Whether a code of ITU-T H.273 table 3 is that of BT.709, or of BT.601 or BT.2020, which share its curve. */
export function isVideoCurve(code: number): boolean {
  return code === 1 || code === 6 || code === 14 || code === 15;
}

/** The other curves of ITU-T H.273 table 3. */
export function curveOfCode(code: number): TransferCurve | null {
  switch (code) {
    case 13:
      return srgbCurve;
    case 4:
      return gammaCurve(2.2);
    case 5:
      return gammaCurve(2.8);
    case 8:
      return gammaCurve(1);
    case 16:
      return pqCurve;
    case 18:
      return hlgCurve;
    default:
      return null;
  }
}
