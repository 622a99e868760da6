import type { EditionReader } from '../shared/reader.ts'
import { fingerprint } from '../shared/signature.ts'
import { formatDate, formatDateTime } from '../ui/format.ts'
import { useLanguage } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Said } from '../ui/Said.tsx'
import type { PacksState } from './packs-state.ts'

/** Number, date, whose it is and whose key says so. */
export const EditionFacts = ({ state, reader }: { state: PacksState; reader: EditionReader }) => {
  const { text, locale } = useLanguage()
  const t = text.packs
  const { manifest, content } = reader
  const freshUntil = formatDate(Date.parse(manifest.freshUntil), locale)
  return (
    <section aria-labelledby="packs-edition">
      <h2 id="packs-edition">{t.edition(manifest.edition)}</h2>
      {state.stale && (
        <Notice tone="warn">
          <p>{t.stale(freshUntil)}</p>
        </Notice>
      )}
      <dl class="packs-facts">
        <dt>{t.from}</dt>
        <dd>
          <Said text={content.organisation.name} />
        </dd>
        <dt>{t.issued}</dt>
        <dd>
          <bdi>{formatDate(Date.parse(manifest.issued), locale)}</bdi>
        </dd>
        <dt>{t.freshUntil}</dt>
        <dd>
          <bdi>{freshUntil}</bdi>
        </dd>
        {state.importedAt !== null && (
          <>
            <dt>{t.imported}</dt>
            <dd>
              <bdi>{formatDateTime(state.importedAt, locale)}</bdi>
            </dd>
          </>
        )}
        {state.signer && (
          <>
            <dt>{t.signer}</dt>
            <dd>
              <bdi class="packs-key" dir="ltr">
                {fingerprint(state.signer)}
              </bdi>
              <p class="soft">{t.signerMore}</p>
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
