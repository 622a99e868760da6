import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { ContentSchema } from '../../shared/content.ts'

const AddressesSchema = v.pick(ContentSchema, ['broadcasts', 'mirrors'])

/**
 * Origins of mirrors that an edition names with whole addresses: the page's policy must let the app ask them.
 * @param edition folder of a built edition; one whose contents cannot be read names none (it is refused elsewhere)
 */
export const originsElsewhere = async (edition: string): Promise<string[]> => {
  try {
    const { broadcasts, mirrors } = v.parse(
      AddressesSchema,
      JSON.parse(await readFile(join(edition, 'content.json'), 'utf8')),
    )
    const whole = [...broadcasts, ...mirrors].filter((address) => /^https?:\/\//.test(address))
    return [
      ...new Set(whole.filter((address) => URL.canParse(address)).map((address) => new URL(address).origin)),
    ]
  } catch {
    return []
  }
}
