import { isatty } from 'node:tty';
import { pino, type DestinationStream, type Level, type LevelWithSilent, type Logger as PinoLogger } from 'pino';
import { toLoggable, type LogFields } from './loggable.ts';
import { toLineForPeople } from './line-for-people.ts';

type Write = (fields: LogFields, text: string) => void;

/** `logger.info({ source, durationMs }, 'source answered')`: the text is a constant of ours, what varies is a field. */
export interface Logger extends Readonly<Record<Level, Write>> {
  /** A logger that adds these fields to every line. */
  child(fields: LogFields): Logger;
}

export interface LoggerOptions {
  readonly level: LevelWithSilent;
  /** Where lines go; standard error by default, because standard output belongs to what a command answers. */
  readonly destination?: DestinationStream;
  /** One readable line in place of JSON; by default when standard error is a terminal. */
  readonly forPeople?: boolean;
}

/** JSON lines with ISO times. A field that is not on the allow-list of loggable.ts never gets into a line. */
export function createLogger({ level, destination, forPeople }: LoggerOptions): Logger {
  const target = destination ?? pino.destination({ dest: 2, sync: true });
  const readable = forPeople ?? (destination === undefined && isatty(2));
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => error },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return toLogger(pino(options, readable ? { write: (line) => target.write(toLineForPeople(line)) } : target));
}

function toLogger(inner: PinoLogger): Logger {
  const writeAt =
    (level: Level): Write =>
    (fields, text) => {
      if (inner.isLevelEnabled(level)) inner[level](toLoggable(fields), text);
    };
  return {
    trace: writeAt('trace'),
    debug: writeAt('debug'),
    info: writeAt('info'),
    warn: writeAt('warn'),
    error: writeAt('error'),
    fatal: writeAt('fatal'),
    child: (fields) => toLogger(inner.child(toLoggable(fields))),
  };
}
