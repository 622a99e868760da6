import { useEffect, useState } from 'preact/hooks'
import { discreetKey, isChosen } from '../../ui/chosen.ts'
import { useWords } from '../../ui/language.tsx'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { chooseDiscreet } from './discreet.ts'
import { discreetWords } from './words.ts'
import './discreet.css'

/** For phones that others look at: a plain name, and a plain page when one turns away. */
export const DiscreetSection = () => {
  const t = useWords(discreetWords)
  const [on, setOn] = useState(() => isChosen(discreetKey))
  const [blocked, setBlocked] = useState(false)
  useEffect(() => {
    const follow = () => setOn(isChosen(discreetKey))
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [])
  const choose = (wanted: boolean) => {
    const kept = chooseDiscreet(wanted)
    setBlocked(!kept)
    setOn(kept ? wanted : !wanted)
  }
  return (
    <section class="card stack" aria-labelledby="discreet-title">
      <h2 id="discreet-title">{t.title}</h2>
      <label class="discreet-choice">
        <input
          type="checkbox"
          checked={on}
          aria-describedby="discreet-does"
          onChange={(event) => choose(event.currentTarget.checked)}
        />
        <span>{t.choose(t.cover.name)}</span>
      </label>
      {blocked && <ProblemNotice problem="storage-blocked" />}
      <ul id="discreet-does" class="discreet-does">
        <li>{t.named(t.cover.name)}</li>
        <li>{t.covered}</li>
        <li>{t.installed(t.cover.name)}</li>
      </ul>
      <p class="soft">{t.honest}</p>
    </section>
  )
}
