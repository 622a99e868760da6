import { useLanguage } from '../ui/language.tsx'
import { languages } from '../ui/load-language.ts'

const looks = 'button button-quiet app-language'

/** To the other language in one tap, or to one of many by the system's own list. Each is named as its speakers name it. */
export const LanguageSwitch = () => {
  const { tag, text, choose } = useLanguage()
  const [[other, name] = [tag], more] = languages.filter(([one]) => one !== tag)
  return more ? (
    <select
      class={looks}
      aria-label={text.app.language}
      value={tag}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {languages.map(([one, name]) => (
        <option key={one} value={one} lang={one}>
          {name}
        </option>
      ))}
    </select>
  ) : (
    <button type="button" class={looks} lang={other} onClick={() => choose(other)}>
      {name}
    </button>
  )
}
