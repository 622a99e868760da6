import { useState } from 'preact/hooks'
import * as v from 'valibot'
import { SessionSchema } from '../shared/treasury/api.ts'
import { ask } from './ask.ts'
import { Problem } from './Problem.tsx'
import { useSpeech } from './words-context.ts'

/** Name, password, code. */
export const SignIn = ({ signedIn }: { signedIn(name: string): void }) => {
  const { t } = useSpeech()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    setBusy(true)
    setError(null)
    try {
      const session = await ask('session', Object.fromEntries(form))
      signedIn(v.parse(SessionSchema, session).name)
    } catch (reason) {
      setError(reason)
      setBusy(false)
    }
  }
  return (
    <form class="card narrow" onSubmit={submit}>
      <label class="field">
        {t.name}
        <input
          name="name"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          dir="ltr"
        />
      </label>
      <label class="field">
        {t.password}
        <input name="password" type="password" autocomplete="current-password" required dir="ltr" />
      </label>
      <label class="field">
        {t.code}
        <input
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9 ]{6,7}"
          required
          dir="ltr"
        />
      </label>
      <Problem error={error} />
      <button type="submit" class="button button-main" disabled={busy}>
        {t.signIn}
      </button>
    </form>
  )
}
