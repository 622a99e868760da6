/** One thing that is wrong in a plain source folder or an edition, where, and what would mend it. */
export interface Finding {
  /** Path, relative to the folder the command was given. */
  file: string
  /** 1-based line, where it is known. */
  line?: number
  /** Dotted field of a YAML file, e.g. `methods.0.account.iban`. */
  field?: string
  message: string
}

/** `items/20-clinics/item.yaml:3 title.ur: missing translation`, as editors and terminals make clickable. */
export const formatFinding = ({ file, line, field, message }: Finding): string =>
  `${file}${line === undefined ? '' : `:${line}`}${field ? ` ${field}` : ''}: ${message}`

/**
 * An expected failure of a command: printed without a stack trace, exit code 1 (or 2 for wrong usage).
 * The organiser's terminal speaks English only, so it needs no key of `shared/problem.ts`.
 */
export class CommandError extends Error {
  /** What the organiser should do now. */
  readonly advice: string
  readonly findings: readonly Finding[]
  readonly exitCode: 1 | 2
  constructor(
    message: string,
    advice: string,
    { findings = [], exitCode = 1, cause }: { findings?: Finding[]; exitCode?: 1 | 2; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.name = 'CommandError'
    this.advice = advice
    this.findings = findings
    this.exitCode = exitCode
  }
}

/** A command that has told its result, in which something that was asked for was refused: exit code 1, and to a program no second value. */
export class PartlyDone extends CommandError {}

/** Wrong use of the command line. */
export const usageError = (message: string, command: string): CommandError =>
  new CommandError(message, `See: npm run sada -- ${command} --help`, { exitCode: 2 })

/** The one thing a command is given beside its options. @throws CommandError where there is none, or more */
export const onlyWord = (positionals: readonly string[], wanted: string, command: string): string => {
  const [word, ...rest] = positionals
  if (!word || rest.length > 0) throw usageError(wanted, command)
  return word
}

/** `code` of a Node.js system error (`ENOENT`, `EADDRINUSE` …); `undefined` for anything else. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
