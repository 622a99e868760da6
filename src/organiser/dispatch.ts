import type { Command } from './commands/table.ts'
import { CommandError, type Finding, formatFinding, PartlyDone, systemCode } from './problems.ts'

/** Where a command's words go. */
export interface Terminal {
  out(line: string): void
  err(line: string): void
}

const overview = (commands: readonly Command[]): string => {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'Usage: npm run sada -- <command> [options]',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Every command explains itself with --help.',
  ].join('\n')
}

/** The command `argv` names (the longest match wins) and what follows it. */
export const findCommand = (
  commands: readonly Command[],
  argv: readonly string[],
): { command: Command; rest: string[] } | null => {
  for (const words of [2, 1]) {
    const command = commands.find(({ name }) => name === argv.slice(0, words).join(' '))
    if (command && command.name.split(' ').length === words) return { command, rest: argv.slice(words) }
  }
  return null
}

/** An error as a program reads it (`--json`). */
export interface ErrorValue {
  error: { message: string; advice: string; findings: readonly Finding[] }
  exitCode: number
}

/** An error for a program; it is explained in the same words as for a person, without the stack. */
export const explainToProgram = (error: unknown, command: string): ErrorValue => {
  const { exitCode } = explain(error, command)
  const message = error instanceof Error ? error.message : String(error)
  const { advice, findings } =
    error instanceof CommandError
      ? error
      : {
          advice: exitCode === 2 ? `See: npm run sada -- ${command} --help` : 'Please report it.',
          findings: [],
        }
  return { error: { message, advice, findings }, exitCode }
}

/** An error as the organiser reads it: what is wrong, where, what to do. Unexpected ones keep their stack. */
export const explain = (error: unknown, command: string): { text: string; exitCode: number } => {
  if (error instanceof CommandError) {
    const lines = [
      `sada: ${error.message}`,
      ...error.findings.map((finding) => `  ${formatFinding(finding)}`),
    ]
    return { text: [...lines, error.advice].join('\n'), exitCode: error.exitCode }
  }
  if (systemCode(error)?.startsWith('ERR_PARSE_ARGS') && error instanceof Error)
    return { text: `sada: ${error.message}\nSee: npm run sada -- ${command} --help`, exitCode: 2 }
  return {
    text: `sada: unexpected error, please report it\n${error instanceof Error ? error.stack : String(error)}`,
    exitCode: 1,
  }
}

/**
 * Runs one command line.
 * @returns the exit code: 0 done, 1 failed (or done in part), 2 wrong usage.
 */
export const dispatch = async (
  commands: readonly Command[],
  argv: readonly string[],
  { out, err }: Terminal,
): Promise<number> => {
  const found = findCommand(commands, argv)
  if (!found) {
    const asked = argv[0]
    if (asked === undefined || asked === '--help' || asked === '-h' || asked === 'help') {
      out(overview(commands))
      return asked === undefined ? 2 : 0
    }
    err(`sada: no such command: ${argv.filter((word) => !word.startsWith('-')).join(' ') || asked}`)
    err(overview(commands))
    return 2
  }
  const { command, rest } = found
  try {
    const { help, run } = await command.load()
    if (rest.includes('--help') || rest.includes('-h')) out(help.trim())
    else await run(rest)
    return 0
  } catch (error) {
    const { text, exitCode } = explain(error, command.name)
    // Standard output holds one JSON value whatever happens, so that a program need not read prose.
    if (!rest.includes('--json')) err(text)
    else if (!(error instanceof PartlyDone)) out(JSON.stringify(explainToProgram(error, command.name)))
    return exitCode
  }
}
