import { useEffect, useState } from 'preact/hooks'
import { fingerprint, keyId } from '../../shared/signature.ts'
import { formatDate } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { KeyChange } from '../key-changes.ts'
import { exchangeWords } from './words.ts'

type Spoken = KeyChange & Record<'before' | 'now', string>

/** Says quietly that the organisation has changed a key, with both fingerprints, to be read aloud. */
export const KeyChanges = ({ changes }: { changes: readonly KeyChange[] }) => {
  const { locale } = useLanguage()
  const t = useWords(exchangeWords).keys
  const [spoken, setSpoken] = useState<readonly Spoken[]>([])
  useEffect(() => {
    let current = true
    const named = changes.map(async (change) => ({
      ...change,
      before: await keyId(change.from),
      now: await keyId(change.to),
    }))
    void Promise.all(named).then((found) => current && setSpoken(found))
    return () => {
      current = false
    }
  }, [changes])
  const key = (id: string) => (
    <dd>
      <bdi class="packs-key" dir="ltr">
        {fingerprint(id)}
      </bdi>
    </dd>
  )
  if (spoken.length === 0) return null
  return (
    <Notice>
      {spoken.map(({ role, issued, before, now }) => (
        <div key={role} class="packs-changed">
          <p>{t[role](formatDate(Date.parse(issued), locale))}</p>
          <dl class="packs-facts">
            <dt>{t.before}</dt>
            {key(before)}
            <dt>{t.now}</dt>
            {key(now)}
          </dl>
        </div>
      ))}
      <p class="soft">{t.more}</p>
    </Notice>
  )
}
