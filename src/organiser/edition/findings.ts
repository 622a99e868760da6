import { CommandError, type Finding } from '../problems.ts'

/** Collects what is wrong, so that an organiser mends everything in one go rather than one error a run. */
export interface Findings {
  add(finding: Finding): void
  readonly list: readonly Finding[]
  /** @throws CommandError naming all of them, where there are any. */
  refuse(message: string, advice: string): void
}

export const createFindings = (): Findings => {
  const list: Finding[] = []
  return {
    list,
    add: (finding) => {
      list.push(finding)
    },
    refuse(message, advice) {
      if (list.length > 0) throw new CommandError(message, advice, { findings: list })
    },
  }
}
