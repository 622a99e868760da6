/**
 * The two check characters of a code: a Reed-Solomon code over the field of 32 elements, one element a character. The characters of a right
 * code, as coefficients, vanish at two neighbouring powers of the field's generator; so any two right codes differ in at least three
 * characters, and every one or two wrong characters are noticed, an exchange of any two (neighbours or not) among them.
 */

/** Characters a code may have at most: the generator's powers repeat after 31. */
export const longestChecked = 31

/** Powers of the generator in GF(2^5) by x^5 + x^2 + 1, which is primitive. */
const powers: number[] = [1]
for (let i = 1; i < 31; i++) {
  const doubled = (powers[i - 1] ?? 0) << 1
  powers.push(doubled & 32 ? doubled ^ 0b100101 : doubled)
}
const power = (exponent: number): number => powers[((exponent % 31) + 31) % 31] ?? 0
const logarithm = (value: number): number => powers.indexOf(value)
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : power(logarithm(a) + logarithm(b)))
const over = (a: number, b: number): number => (a === 0 ? 0 : power(logarithm(a) - logarithm(b)))

/** Value of the characters as a polynomial, the first one its constant, at the generator's `step`th power. */
const at = (values: readonly number[], step: number): number =>
  values.reduce((sum, value, index) => sum ^ times(value, power(step * index)), 0)

/** Whether characters, each a number from 0 to 31, end in their own two check characters. */
export const isChecked = (values: readonly number[]): boolean => at(values, 1) === 0 && at(values, 2) === 0

/** The two check characters that belong behind `values`: the one pair that makes both sums vanish (Cramer's rule). */
export const checkCharacters = (values: readonly number[]): [number, number] => {
  const [one, two] = [at(values, 1), at(values, 2)]
  const [p, q] = [values.length, values.length + 1]
  const determinant = power(p + 2 * q) ^ power(q + 2 * p)
  return [
    over(times(one, power(2 * q)) ^ times(two, power(q)), determinant),
    over(times(two, power(p)) ^ times(one, power(2 * p)), determinant),
  ]
}
