import { useState } from 'preact/hooks'
import { Icon } from '../../ui/Icon.tsx'
import { useWords } from '../../ui/language.tsx'
import { Drawing } from './Drawing.tsx'
import { installWords } from './words.ts'

/** For an iPhone, whose browser has no question to ask. */
export const HomeScreenSteps = () => {
  const t = useWords(installWords).steps
  return (
    <>
      <ol class="install-steps">
        {(['share', 'add', 'done'] as const).map((step) => (
          <li key={step}>
            <Drawing of={step} />
            <span>{t[step]}</span>
          </li>
        ))}
      </ol>
      <p class="soft">{t.empty}</p>
    </>
  )
}

/** Out of a view inside another app. `worker`: whether it can at least keep the app. */
export const OpenInBrowser = ({ worker }: { worker: boolean }) => {
  const t = useWords(installWords).inApp
  const [copied, setCopied] = useState(false)
  const address = `${location.origin}/`
  const copy = async (field: HTMLInputElement | null) => {
    // Such views often have no clipboard for pages; what is selected can be copied by hand.
    field?.select()
    const done = await navigator.clipboard?.writeText(address).then(
      () => true,
      () => false,
    )
    setCopied(done ?? document.execCommand('copy'))
  }
  return (
    <>
      <p>{worker ? t.inside : t.keepsNothing}</p>
      <p>{t.how}</p>
      <p>{t.orCopy}</p>
      <div class="row">
        <input class="install-address" dir="ltr" readOnly value={address} aria-label={t.address} />
        <button
          type="button"
          class="button"
          onClick={({ currentTarget }) => {
            void copy(currentTarget.parentElement?.querySelector('input') ?? null)
          }}
        >
          <Icon name="copy" />
          {t.copy}
        </button>
        <span role="status">{copied && t.copied}</span>
      </div>
    </>
  )
}
