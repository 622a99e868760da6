import { useState } from 'preact/hooks'
import type { PrivateJwk } from '../shared/signature.ts'
import { readKey } from './read-key.ts'
import { useSpeech } from './words-context.ts'

interface Props {
  sealingKey: PrivateJwk | null
  setKey(key: PrivateJwk | null): void
}

/** Opens the sealing key in this browser, and forgets it again. */
export const KeyForm = ({ sealingKey, setKey }: Props) => {
  const { t } = useSpeech()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget as HTMLFormElement)
    const file = given.get('key')
    setBusy(true)
    const text = file instanceof File ? await file.text() : ''
    const key = await readKey(text, String(given.get('passphrase') ?? ''))
    setBusy(false)
    setWrong(key === null)
    if (key) setKey(key)
  }
  if (sealingKey)
    return (
      <p class="card row">
        {t.keyIn}{' '}
        <button type="button" class="button" onClick={() => setKey(null)}>
          {t.keyOut}
        </button>
      </p>
    )
  return (
    <details class="card">
      <summary>{t.key}</summary>
      <form class="fields" onSubmit={submit}>
        <p class="whole">{t.keyHint}</p>
        <label class="field">
          {t.keyFile}
          <input name="key" type="file" accept=".json,application/json" required />
        </label>
        <label class="field">
          {t.keyPassphrase}
          <input name="passphrase" type="password" autocomplete="off" dir="ltr" />
        </label>
        {wrong && (
          <p class="problem" role="alert">
            {t.keyWrong}
          </p>
        )}
        <button type="submit" class="button" disabled={busy}>
          {t.keyOpen}
        </button>
      </form>
    </details>
  )
}
