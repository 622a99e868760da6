import type * as v from 'valibot'
import { languages } from '../../shared/language.ts'

/** Whether a schema complains that something is not there. */
export const isMissing = (issue: v.BaseIssue<unknown>): boolean => issue.received === 'undefined'

/** What a schema has against a value, in an organiser's words. */
export const inWords = (issue: v.BaseIssue<unknown>): string => {
  const key = issue.path?.at(-1)?.key
  if (isMissing(issue))
    return (languages as readonly unknown[]).includes(key) ? `missing translation (${key})` : 'is missing'
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'unknown field'
  return issue.message
}

/** Where in a value it is. */
export const pathOf = (issue: v.BaseIssue<unknown>): (string | number)[] =>
  issue.path?.map(({ key }) => key as string | number) ?? []
