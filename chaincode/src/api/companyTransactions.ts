import { z } from 'zod';
import { COMPANY_ROLES } from '../domain/company';
import { PROPOSAL_SUBJECTS } from '../domain/proposal';
import {
  address,
  companyInput,
  companyStatus,
  distinctBy,
  id,
  instant,
  listOf,
  MAX_BATCH,
  requestFields,
  signature,
  text,
} from './schemas';
import { transaction, type Parties } from './transaction';

const companies = (max: number) => listOf(companyInput, max).refine(distinctBy('id'), 'each company may be named once');

const register = async (_input: unknown, parties: Parties) => [parties.operator, parties.regulator];

/** The register of companies, and what two persons of the operator decide. */
export const companyTransactions = {
  found: transaction({
    name: 'company:found',
    does: 'Registers the first companies of the network, the operator and the regulator among them, and whether it is for real money; once.',
    input: z.strictObject({ ...requestFields, companies: companies(20), production: z.boolean().optional() }),
    roles: ['operator'],
    duties: ['maker', 'checker'],
    space: 'public',
    endorsers: register,
  }),
  onboard: transaction({
    name: 'company:onboard',
    does: 'Registers companies.',
    input: z.strictObject({ ...requestFields, companies: companies(MAX_BATCH) }),
    roles: ['operator'],
    duties: ['maker', 'checker'],
    space: 'public',
    endorsers: register,
  }),
  setStatus: transaction({
    name: 'company:setStatus',
    does: 'Activates or suspends a company; only a regulator blocks one, or unblocks it.',
    input: z.strictObject({ ...requestFields, company: id, status: companyStatus }),
    roles: ['operator', 'regulator'],
    duties: ['maker', 'checker'],
    space: 'public',
    endorsers: register,
  }),
  propose: transaction({
    name: 'company:propose',
    does: 'Proposes a policy version, a calendar version or a change of a company (new name, successor).',
    input: z.strictObject({
      ...requestFields,
      proposal: id,
      subject: z.enum(PROPOSAL_SUBJECTS),
      content: z.record(z.string(), z.json()).meta({ type: 'object' }),
    }),
    roles: ['operator'],
    duties: ['maker', 'checker'],
    space: 'public',
    endorsers: register,
  }),
  approve: transaction({
    name: 'company:approve',
    does: 'Approves a proposal, as another person than the one who proposed it.',
    input: z.strictObject({ ...requestFields, proposal: id }),
    roles: ['operator'],
    duties: ['checker'],
    space: 'public',
    endorsers: register,
  }),
  proposeKey: transaction({
    name: 'company:proposeKey',
    does: "Proposes an address whose signatures will bind the caller's company, as one person's; a key of the company vouches for it.",
    input: z.strictObject({
      ...requestFields,
      company: id,
      address,
      person: text(100),
      possession: signature,
      voucher: signature.nullable(),
    }),
    roles: COMPANY_ROLES,
    duties: ['maker', 'checker'],
    space: 'public',
    endorsers: register,
  }),
  approveKey: transaction({
    name: 'company:approveKey',
    does: "Approves a company's signing address, as another person than the one who proposed it; a regulator approves the first.",
    input: z.strictObject({ ...requestFields, company: id, address }),
    roles: COMPANY_ROLES,
    duties: ['checker'],
    space: 'public',
    endorsers: register,
  }),
  revokeKey: transaction({
    name: 'company:revokeKey',
    does: 'Ends a signing address, at once or from a time to come.',
    input: z.strictObject({ ...requestFields, company: id, address, from: instant.nullable() }),
    roles: COMPANY_ROLES,
    duties: ['maker', 'checker'],
    space: 'public',
    endorsers: register,
  }),
  refuse: transaction({
    name: 'company:refuse',
    does: 'Refuses a proposal, or takes back what one has proposed: it can never be approved.',
    input: z.strictObject({ ...requestFields, proposal: id }),
    roles: ['operator'],
    duties: ['maker', 'checker'],
    space: 'public',
    endorsers: register,
  }),
  setFingerprintKey: transaction({
    name: 'company:setFingerprintKey',
    does: 'Makes a new version of the key under which documents are fingerprinted.',
    input: z.strictObject({ ...requestFields, version: z.int().min(1).max(8) }),
    roles: ['operator'],
    duties: ['checker'],
    space: 'public',
    endorsers: register,
  }),
};
