import { common, msp } from '@hyperledger/fabric-protos';
import { organisationsOf, type Endorsement, type Msp } from '../domain/endorsement';

/**
 * An endorsement rule as the bytes of a key-level policy: a SignaturePolicyEnvelope whose identities are the peers of the
 * rule's organisations, in order of first appearance. The same rule always gives the same bytes.
 */
export function encodePolicy(rule: Endorsement): Buffer {
  const organisations = organisationsOf(rule);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setVersion(0);
  envelope.setIdentitiesList(organisations.map(peerOf));
  envelope.setRule(ruleMessage(rule, organisations));
  return Buffer.from(envelope.serializeBinary());
}

function ruleMessage(rule: Endorsement, organisations: readonly Msp[]): common.SignaturePolicy {
  const message = new common.SignaturePolicy();
  if (typeof rule === 'string') {
    message.setSignedBy(organisations.indexOf(rule));
    return message;
  }
  const outOf = new common.SignaturePolicy.NOutOf();
  outOf.setN(rule.n);
  outOf.setRulesList(rule.of.map((part) => ruleMessage(part, organisations)));
  message.setNOutOf(outOf);
  return message;
}

function peerOf(organisation: Msp): msp.MSPPrincipal {
  const role = new msp.MSPRole();
  role.setMspIdentifier(organisation);
  role.setRole(msp.MSPRole.MSPRoleType.PEER);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(role.serializeBinary());
  return principal;
}
