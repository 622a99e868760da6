import type { ComponentChildren } from 'preact'
import { FieldMessage, invalid } from './FieldMessage.tsx'

interface Choice<T extends string | number> {
  value: T
  name: ComponentChildren
  hint?: ComponentChildren
}

/** One of a group: a native radio button that looks like what it chooses. */
export const ChoiceItem = <T extends string | number>(
  props: Choice<T> & { group: string; checked: boolean; onChoose: (value: T) => void },
) => (
  <label class="give-choice">
    <input
      type="radio"
      name={`give-${props.group}`}
      value={props.value}
      checked={props.checked}
      onChange={() => props.onChoose(props.value)}
    />
    <span class="give-choice-name">{props.name}</span>
    {props.hint && <span class="soft">{props.hint}</span>}
  </label>
)

interface Props<T extends string | number> {
  /** `name` of the radio group; unique on the page. */
  group: string
  legend: string
  choices: readonly Choice<T>[]
  value: T | null
  onChoose: (value: T) => void
  /** `chips`: short, side by side. `rows`: one below the other, with hints. */
  layout?: 'chips' | 'rows'
  error?: string | undefined
  /** Further `ChoiceItem`s of the group. */
  children?: ComponentChildren
}

/** A group of radio buttons: native, so that arrow keys and screen readers just work. */
export const Choices = <T extends string | number>(props: Props<T>) => {
  const { group, legend, choices, value, onChoose, layout = 'chips', error, children } = props
  const errorId = `give-${group}-error`
  return (
    <fieldset class="give-fieldset" data-field={group} {...invalid(errorId, error)}>
      <legend>{legend}</legend>
      <div class={`give-choices give-choices-${layout}`}>
        {choices.map((choice) => (
          <ChoiceItem
            key={choice.value}
            {...choice}
            group={group}
            checked={choice.value === value}
            onChoose={onChoose}
          />
        ))}
        {children}
      </div>
      <FieldMessage id={errorId} error={error} />
    </fieldset>
  )
}
