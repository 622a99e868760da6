import { useState } from 'preact/hooks'
import { formatBytes } from '../../ui/format.ts'
import { canShare, save, share } from '../../ui/hand-over.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { MadePack } from './make-pack.ts'
import { exchangeWords } from './words.ts'

/** A made pack: its check code, and the two ways out of this phone. */
export const HandOver = ({ pack, onAgain }: { pack: MadePack; onAgain: () => void }) => {
  const { locale } = useLanguage()
  const t = useWords(exchangeWords).make
  const [said, setSaid] = useState<'saved' | 'failed' | null>(null)
  const { file, code } = pack
  const run = async (work: () => Promise<boolean>) => {
    setSaid(null)
    try {
      if (await work()) setSaid('saved')
    } catch {
      setSaid('failed')
    }
  }
  return (
    <>
      <div role="status">
        <h3>{t.made}</h3>
        <p class="packs-line">
          <bdi dir="ltr">{file.name}</bdi> · <bdi>{formatBytes(file.size, locale)}</bdi>
        </p>
        <p class="soft packs-line">{t.madeMore}</p>
      </div>
      <dl class="packs-facts">
        <dt>{t.code}</dt>
        <dd>
          <bdi class="packs-key" dir="ltr">
            {code}
          </bdi>
        </dd>
      </dl>
      <div role="status">
        {said === 'saved' && (
          <Notice tone="good" live={false}>
            <p>{t.saved}</p>
          </Notice>
        )}
      </div>
      {said === 'failed' && (
        <Notice tone="bad">
          <p>{t.failed}</p>
        </Notice>
      )}
      <div class="row">
        {canShare(file) && (
          <button
            type="button"
            class="button button-main"
            onClick={() => void run(() => share(file).then(() => false))}
          >
            {t.share}
          </button>
        )}
        <button
          type="button"
          class={canShare(file) ? 'button' : 'button button-main'}
          onClick={() => void run(() => save(file))}
        >
          <Icon name="download" />
          {t.save}
        </button>
        <button type="button" class="button button-quiet" onClick={onAgain}>
          {t.again}
        </button>
      </div>
    </>
  )
}
