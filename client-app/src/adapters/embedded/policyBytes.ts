import { common, msp } from '@hyperledger/fabric-protos';
import type { Endorsement, Msp } from '@tierline/chaincode/api';

const MAX_DEPTH = 8;
const MAX_PARTS = 100;
const MAX_KNOWN = 1000;

const known = new Map<string, Endorsement>();

/** The rule of a stored policy, base64 of its bytes: a few organisations give few rules, each is read once. @throws as {@link decodePolicy} */
export function storedPolicy(base64: string): Endorsement {
  const before = known.get(base64);
  if (before !== undefined) return before;
  const rule = decodePolicy(Buffer.from(base64, 'base64'));
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(base64, rule);
  return rule;
}

/**
 * Reads the bytes of a key-level policy: a SignaturePolicyEnvelope over members or peers of organisations.
 * @throws Error when the bytes are anything else. Fabric would commit such bytes and then fail on every later use of the
 *   key; the embedded ledger refuses them when they are written.
 */
export function decodePolicy(bytes: Uint8Array): Endorsement {
  const envelope = parsed(bytes);
  const organisations = envelope.getIdentitiesList().map(organisationOf);
  const rule = envelope.getRule();
  if (envelope.getVersion() !== 0 || rule === undefined) throw new Error('policy bytes hold no rule of version 0');
  return ruleOf(rule, organisations, MAX_DEPTH);
}

function parsed(bytes: Uint8Array): common.SignaturePolicyEnvelope {
  try {
    return common.SignaturePolicyEnvelope.deserializeBinary(bytes);
  } catch (error) {
    throw new Error('policy bytes are not a SignaturePolicyEnvelope', { cause: error });
  }
}

function ruleOf(rule: common.SignaturePolicy, organisations: readonly Msp[], depth: number): Endorsement {
  if (depth === 0) throw new Error(`policy is nested deeper than ${MAX_DEPTH}`);
  if (rule.hasSignedBy()) {
    const organisation = organisations[rule.getSignedBy()];
    if (organisation === undefined) throw new Error('policy names an identity that it does not list');
    return organisation;
  }
  const outOf = rule.getNOutOf();
  if (outOf === undefined) throw new Error('policy rule is empty');
  const n = outOf.getN();
  const parts = outOf.getRulesList();
  if (n < 1 || n > parts.length || parts.length > MAX_PARTS) throw new Error(`policy asks for ${n} of ${parts.length}`);
  return { n, of: parts.map((part) => ruleOf(part, organisations, depth - 1)) };
}

function organisationOf(principal: msp.MSPPrincipal): Msp {
  if (principal.getPrincipalClassification() !== msp.MSPPrincipal.Classification.ROLE) {
    throw new Error('policy names a principal that is not a role');
  }
  const role = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
  const roles = msp.MSPRole.MSPRoleType;
  if (role.getRole() !== roles.MEMBER && role.getRole() !== roles.PEER) throw new Error('policy names a role other than member or peer');
  if (role.getMspIdentifier() === '') throw new Error('policy names no organisation');
  return role.getMspIdentifier();
}
