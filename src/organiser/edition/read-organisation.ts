import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { type Organisation, OrganisationSchema } from '../../shared/organisation.ts'
import { CommandError, systemCode } from '../problems.ts'
import { inProject } from '../project.ts'

/** Where the app's own trust anchor lies. */
export const organisationFile = inProject('src/shared/organisation.json')

/** The id and public keys an app trusts, from its `organisation.json`. @throws CommandError */
export const readOrganisation = async (path: string): Promise<Organisation> => {
  const advice = 'It is made by: npm run sada -- keys new <folder>'
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new CommandError(`cannot read ${path} (${systemCode(cause)})`, advice, { cause })
  }
  try {
    return v.parse(OrganisationSchema, JSON.parse(text))
  } catch (cause) {
    throw new CommandError(`${path} is not an organisation.json`, advice, { cause })
  }
}
