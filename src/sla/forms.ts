/** Every form of the report on availability, by the name that --format takes. */
export const SLA_FORMS = ['terminal', 'md', 'json'] as const;
export type SlaForm = (typeof SLA_FORMS)[number];
