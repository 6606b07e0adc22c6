import { stringify } from 'yaml';

/** A configuration file that is made anew each time: what is changed by hand in it is lost. */
export function yamlText(value: unknown): string {
  return `# made from network.yaml: changes are lost\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** A duration as Fabric writes them. */
export function milliseconds(count: number): string {
  return `${count}ms`;
}
