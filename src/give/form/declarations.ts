import { sha256, utf8 } from '../../shared/bytes.ts'
import type { DonorDetails } from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import type { Language } from '../../shared/language.ts'

/** What was agreed to: id, version and the hash of the very text that was on the screen, in its language. */
export const agreedTo = (
  declarations: Giving['declarations'],
  agreed: readonly string[],
  language: Language,
): Promise<DonorDetails['declarations']> =>
  Promise.all(
    declarations
      .filter(({ id }) => agreed.includes(id))
      .map(async ({ id, version, text }) => ({ id, version, sha256: await sha256(utf8(text[language])) })),
  )
