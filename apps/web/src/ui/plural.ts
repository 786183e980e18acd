type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const rules = new Intl.PluralRules("en");
const numbers = new Intl.NumberFormat("en");

/** Picks the form for `count` and puts the number where `#` stands, as an ICU plural does. */
export function plural(count: number, forms: Forms): string {
  return (forms[rules.select(count)] ?? forms.other).replaceAll("#", numbers.format(count));
}
