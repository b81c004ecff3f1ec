/** Which values an attribute type takes. */
export interface ValidationRule {
  readonly name: string
  /** The values, with semicolons between them. */
  readonly text: string
  readonly type: 'SelectOne'
  readonly description: string
  readonly version: string
}

/**
 * What the platform says of an attribute type. The v2 documentation names the filters and the include; the keys are
 * those under which the platform describes attribute types elsewhere.
 *
 * @see https://docs.threatconnect.com/en/latest/rest_api/v2/attributes/attributes.html#retrieving-available-attributes
 * @see https://docs.threatconnect.com/en/latest/rest_api/v3/attribute_types/attribute_types.html
 */
export interface AttributeTypeEntity {
  readonly name: string
  readonly description?: string
  /** The longest value in characters. */
  readonly maxSize: number
  readonly allowMarkdown: boolean
  readonly errorMessage?: string
  /** With `includes=validationRule`. */
  readonly validationRule?: ValidationRule
}

const longest = 65_535

const type = (name: string, description: string, allowMarkdown: boolean): AttributeTypeEntity => ({
  name,
  description,
  maxSize: longest,
  allowMarkdown,
  errorMessage: `Please enter a valid ${name}.`,
})

const text = (name: string, description: string): AttributeTypeEntity => type(name, description, true)
const line = (name: string, description: string): AttributeTypeEntity => type(name, description, false)

const phases = [
  'Reconnaissance',
  'Weaponization',
  'Delivery',
  'Exploitation',
  'Installation',
  'C2',
  'Action on Objectives',
]

const phaseOfIntrusion: AttributeTypeEntity = {
  ...line('Phase of Intrusion', 'The phase of an intrusion in which it appears.'),
  validationRule: {
    name: 'Phase of Intrusion',
    text: phases.join(';'),
    type: 'SelectOne',
    description: 'The phases of the kill chain.',
    version: '1',
  },
}

/** The attribute types of a new platform, for every kind of item. */
export const attributeTypes: readonly AttributeTypeEntity[] = [
  text('Additional Analysis and Context', 'More about it from further analysis.'),
  line('Adversary Motivation Type', 'What drives the adversary.'),
  line('Adversary Type', 'What sort of adversary it is.'),
  line('Aliases', 'Other names it goes by.'),
  text('Campaign Objective', 'What the campaign is after.'),
  text('Capabilities', 'What it is able to do.'),
  text('Course of Action Recommendation', 'What to do about it.'),
  text('Course of Action Taken', 'What was done about it.'),
  text('Description', 'What it is.'),
  line('Detection Percentage', 'How many of the scanners detect it, in per cent.'),
  line('External ID', 'Its id in another system.'),
  text('External References', 'Where else to read about it.'),
  line('First Seen', 'When it was first observed.'),
  text('Impact Description', 'What harm it does.'),
  line('Last Seen', 'When it was last observed.'),
  line('Malware Family', 'The family of malware it belongs to.'),
  phaseOfIntrusion,
  line('Phishing Open Rate', 'How many of the recipients opened the message, in per cent.'),
  text('Source', 'Where the intelligence comes from.'),
  line('Targeted Industry Sector', 'The industry that is a target.'),
  line('Title', 'What it is titled.'),
  text('TTP Description', 'The tactics, techniques and procedures that are used.'),
]

/** The names of the attribute types of a new platform. */
export const initialAttributeTypes: readonly string[] = attributeTypes.map(({ name }) => name)
