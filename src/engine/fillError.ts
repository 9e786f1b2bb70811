export type FillErrorCode =
  | 'invalid-size'
  | 'invalid-pads'
  | 'nothing-to-fill'
  | 'invalid-seed'
  | 'wrong-buffer-length'
  | 'source-too-small'
  | 'frame-too-large'
  | 'fully-transparent'
  | 'cancelled';

/** Why a fill was refused or stopped. `message` is a sentence; `code` is for programs. */
export class FillError extends Error {
  readonly code: FillErrorCode;

  constructor(code: FillErrorCode, message: string) {
    super(message);
    this.name = 'FillError';
    this.code = code;
  }
}
