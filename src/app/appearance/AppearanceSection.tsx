import { useEffect, useState } from 'preact/hooks'
import { chooseTextSize } from '../../library/desk/read/choose-size.ts'
import { showTextSize, textSize, textSizes } from '../../library/text-size.ts'
import { useWords } from '../../ui/language.tsx'
import { chooseTheme, theme, themes } from './choose-theme.ts'
import { appearanceWords } from './words.ts'
import './appearance.css'

/** How the app looks on this phone: light or dark, and how large what is read is set. */
export const AppearanceSection = () => {
  const t = useWords(appearanceWords)
  const [chosen, setChosen] = useState(theme)
  const [size, setSize] = useState(textSize)
  useEffect(() => {
    showTextSize()
    // What another tab chose is on screen already (`followOtherTabs`): the controls say the same.
    const follow = () => {
      setChosen(theme())
      setSize(textSize())
    }
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [])
  return (
    <section class="appearance" aria-labelledby="appearance">
      <h2 id="appearance">{t.title}</h2>
      <fieldset class="appearance-themes">
        <legend>{t.theme}</legend>
        {themes.map((one) => (
          <label key={one} class="appearance-theme">
            <input
              type="radio"
              name="appearance-theme"
              checked={chosen === one}
              onChange={() => {
                chooseTheme(one)
                setChosen(one)
              }}
            />
            {t.themes[one]}
          </label>
        ))}
      </fieldset>
      <label class="appearance-size">
        {t.size}
        <input
          type="range"
          min={0}
          max={textSizes.length - 1}
          step={1}
          value={size}
          aria-valuetext={t.sizeOf(size + 1, textSizes.length)}
          onInput={(event) => {
            const step = Number(event.currentTarget.value)
            chooseTextSize(step)
            setSize(step)
          }}
        />
      </label>
      <p class="card appearance-sample">{t.sample}</p>
    </section>
  )
}
