import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './settings.ts';

/** JSON lines, to stderr unless told otherwise: stdout is for what people read. */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['*.authorization', '*.Authorization', '*.headers.authorization'],
    },
    destination,
  );
}
