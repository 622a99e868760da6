import * as v from 'valibot'
import { fromUtf8 } from './bytes.ts'
import { ProblemError } from './problem.ts'

/** The value of a JSON file of an edition. @throws ProblemError `manifest`, whose message names the file, where it does not fit its schema. */
export const decodeJson = <T>(name: string, bytes: Uint8Array, schema: v.GenericSchema<unknown, T>): T => {
  try {
    return v.parse(schema, JSON.parse(fromUtf8(bytes)))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ProblemError('manifest', `${name} does not fit its format: ${why}`, { cause: error })
  }
}
