import type { ComponentChildren } from 'preact'
import { FieldMessage, invalid } from './FieldMessage.tsx'
import type { FieldError } from './validate.ts'

interface Choice<T extends string | number> {
  value: T
  name: ComponentChildren
  hint?: ComponentChildren
}

interface Props<T extends string | number> {
  /** `name` of the radio group; unique on the page. */
  group: string
  legend: string
  choices: readonly Choice<T>[]
  value: T | null
  onChoose: (value: T) => void
  /** `chips`: short, side by side. `rows`: one below the other, with hints. */
  layout?: 'chips' | 'rows'
  error?: FieldError | undefined
  children?: ComponentChildren
}

/** Radio buttons that look like what they choose: native, so that arrow keys and screen readers just work. */
export const Choices = <T extends string | number>(props: Props<T>) => {
  const { group, legend, choices, value, onChoose, layout = 'chips', error, children } = props
  const errorId = `give-${group}-error`
  return (
    <fieldset class="give-fieldset" data-field={group} {...invalid(errorId, error)}>
      <legend>{legend}</legend>
      <div class={`give-choices give-choices-${layout}`}>
        {choices.map((choice) => (
          <label key={choice.value} class="give-choice">
            <input
              type="radio"
              name={`give-${group}`}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
            />
            <span class="give-choice-name">{choice.name}</span>
            {choice.hint && <span class="soft">{choice.hint}</span>}
          </label>
        ))}
      </div>
      {children}
      <FieldMessage id={errorId} error={error} />
    </fieldset>
  )
}
