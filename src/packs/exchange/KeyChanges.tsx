import { useEffect, useState } from 'preact/hooks'
import type { Rotation } from '../../shared/rotation.ts'
import { fingerprint, keyId } from '../../shared/signature.ts'
import { formatDate } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { exchangeWords } from './words.ts'

interface Change extends Pick<Rotation, 'role' | 'issued'> {
  /** Key ids. */
  from: string
  to: string
}

/** The latest change of each key. */
const changesIn = (rotations: readonly Rotation[]): Promise<Change[]> =>
  Promise.all(
    [...new Map(rotations.map((rotation) => [rotation.role, rotation])).values()].map(
      async ({ role, issued, from, to }) => ({ role, issued, from: await keyId(from), to: await keyId(to) }),
    ),
  )

/** Says quietly that the organisation has changed a key, with both fingerprints, to be read aloud. */
export const KeyChanges = ({ rotations }: { rotations: readonly Rotation[] }) => {
  const { locale, language } = useLanguage()
  const t = exchangeWords[language].keys
  const [changes, setChanges] = useState<readonly Change[]>([])
  useEffect(() => {
    let current = true
    void changesIn(rotations).then((found) => current && setChanges(found))
    return () => {
      current = false
    }
  }, [rotations])
  const key = (id: string) => (
    <dd>
      <bdi class="packs-key" dir="ltr">
        {fingerprint(id)}
      </bdi>
    </dd>
  )
  return (
    <>
      {changes.map(({ role, issued, from, to }) => (
        <Notice key={role}>
          <p>{t[role](`\u2068${formatDate(Date.parse(issued), locale)}\u2069`)}</p>
          <dl class="packs-facts">
            <dt>{t.before}</dt>
            {key(from)}
            <dt>{t.now}</dt>
            {key(to)}
          </dl>
          <p class="soft">{t.more}</p>
        </Notice>
      ))}
    </>
  )
}
