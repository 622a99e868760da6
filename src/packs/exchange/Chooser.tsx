import type { Item, ItemKind } from '../../shared/content.ts'
import type { Language } from '../../shared/language.ts'
import type { ManifestFile } from '../../shared/manifest.ts'
import type { Choice } from '../../shared/pack/choose-files.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { formatBytes } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { exchangeWords } from './words.ts'

const toggled = <T,>(set: ReadonlySet<T>, values: readonly T[], on: boolean): Set<T> => {
  const next = new Set(set)
  for (const value of values) on ? next.add(value) : next.delete(value)
  return next
}

const Check = (props: {
  label: string
  hint?: string
  checked: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}) => (
  <label class="packs-check">
    <input
      type="checkbox"
      checked={props.checked}
      disabled={props.disabled ?? false}
      onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
    />
    <span>
      <bdi>{props.label}</bdi>
    </span>
    {props.hint && <bdi class="soft packs-check-hint">{props.hint}</bdi>}
  </label>
)

interface Props {
  reader: EditionReader
  choice: Choice
  /** Bytes an item would bring, of what is chosen and here. */
  bytesOf: (item: Item) => number
  onChange: (choice: Choice) => void
}

/** What goes into a pack: kinds of files, languages, items by kind and one by one. */
export const Chooser = ({ reader, choice, bytesOf, onChange }: Props) => {
  const { text, locale, language } = useLanguage()
  const t = useWords(exchangeWords).make
  const { items } = reader.content
  const kinds = [...new Set(items.map(({ kind }) => kind))]
  const groups: [ManifestFile['group'], string][] = [
    ['image', t.pictures],
    ['audio', t.sound],
    ['video', t.film],
  ]
  const languages: [Language, string][] = [
    ['en', t.english],
    ['ur', t.urdu],
  ]
  const idsOf = (kind: ItemKind) => items.filter((item) => item.kind === kind).map(({ id }) => id)
  return (
    <div class="packs-chooser">
      <fieldset>
        <legend>{t.kinds}</legend>
        <Check label={t.words} checked disabled onChange={() => undefined} />
        {groups.map(([group, label]) => (
          <Check
            key={group}
            label={label}
            checked={choice.groups.has(group)}
            onChange={(on) => onChange({ ...choice, groups: toggled(choice.groups, [group], on) })}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>{t.languages}</legend>
        {languages.map(([one, label]) => (
          <Check
            key={one}
            label={label}
            checked={choice.languages.has(one)}
            // One language at least: a pack without words says nothing.
            disabled={choice.languages.has(one) && choice.languages.size === 1}
            onChange={(on) => onChange({ ...choice, languages: toggled(choice.languages, [one], on) })}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>{t.what}</legend>
        {kinds.map((kind) => {
          const ids = idsOf(kind)
          return (
            <details key={kind} class="packs-kind-details">
              <summary>
                {text.library.groups[kind]}{' '}
                <bdi class="soft">
                  {ids.filter((id) => choice.items.has(id)).length}/{ids.length}
                </bdi>
              </summary>
              <Check
                label={t.all}
                checked={ids.every((id) => choice.items.has(id))}
                onChange={(on) => onChange({ ...choice, items: toggled(choice.items, ids, on) })}
              />
              {items
                .filter((item) => item.kind === kind)
                .map((item) => (
                  <Check
                    key={item.id}
                    label={item.title[language]}
                    hint={formatBytes(bytesOf(item), locale)}
                    checked={choice.items.has(item.id)}
                    onChange={(on) => onChange({ ...choice, items: toggled(choice.items, [item.id], on) })}
                  />
                ))}
            </details>
          )
        })}
      </fieldset>
    </div>
  )
}
