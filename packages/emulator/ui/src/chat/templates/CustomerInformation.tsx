import { currentPerson } from '../../state/world.js';
import { FormCard } from './FormCard.js';
import type { CustomerInformationPayload, TemplateProps } from './payloads.js';

const FIELDS = [
  ['name', 'Full name', 'name', true],
  ['address1', 'Street address', 'address-line1', true],
  ['address2', 'Apartment, suite (optional)', 'address-line2', false],
  ['city', 'City', 'address-level2', true],
  ['state', 'State or region (optional)', 'address-level1', false],
  ['postal_code', 'Postal code', 'postal-code', true],
  ['phone_number', 'Phone (optional)', 'tel', false],
  ['email', 'Email (optional)', 'email', false],
] as const;

const countryNames = new Intl.DisplayNames(undefined, { type: 'region' });

function nameOfCountry(code: string): string {
  try {
    return countryNames.of(code) ?? code;
  } catch {
    return code;
  }
}

export function CustomerInformation({ mid, payload, card }: TemplateProps<CustomerInformationPayload>) {
  const { countries = [] } = payload;
  return (
    <FormCard
      card={card}
      icon="pin"
      title="Share your address"
      subtitle="The business asks where to ship your order."
      call="Fill in"
      privacy={payload.business_privacy?.url}
      actionFrom={(fields) => ({
        type: 'customer_information',
        mid,
        responses: [...fields]
          .map(([key, value]) => ({ key, value: String(value).trim() }))
          .filter(({ value }) => value !== ''),
      })}
    >
      {countries.length > 0 && (
        <label class="field">
          Country
          <select name="country" autocomplete="country">
            {countries.map((code) => (
              <option key={code} value={code}>
                {nameOfCountry(code)}
              </option>
            ))}
          </select>
        </label>
      )}
      {FIELDS.map(([id, label, autocomplete, required]) => (
        <label key={id} class="field">
          {label}
          <input
            name={id}
            autocomplete={autocomplete}
            required={required}
            {...(id === 'name' ? { defaultValue: currentPerson.peek()?.name } : {})}
          />
        </label>
      ))}
    </FormCard>
  );
}
