/** Every resource of every stack under its physical name, with its properties resolved. */
import type { Assembly, StackTemplate } from './assembly.ts';
import { evaluate, type Json, type Names, resolve, TemplateError } from './intrinsics.ts';
import { type Place, RESOURCE_TYPES } from './types.ts';

/** Where the template is booted: what CloudFormation would know and this machine makes up. */
export interface Locality {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly urlSuffix: string;
  readonly queueOrigin: string;
  readonly apiOrigin: string;
  /** Values for the templates' parameters; the others keep their defaults. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  /** Stable over restarts and syntheses. */
  readonly name: string;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives for `Arn`, where the type has one. */
  readonly arn: string | undefined;
  readonly properties: Readonly<Record<string, Json>>;
}

/** Throws TemplateError, naming the place, on whatever is not known here. */
export function resolveResources(assembly: Assembly, locality: Locality): Resource[] {
  const stacks = assembly.stacks.map(({ name, template }) => new Stack(name, template, locality));
  const imported = (exportName: string, at: string): Json => {
    for (const stack of stacks) {
      const value = stack.exported(exportName, imported);
      if (value !== undefined) return value;
    }
    throw new TemplateError(`${at}: no stack exports ${exportName}`);
  };
  return stacks.flatMap((stack) => stack.resources(imported));
}

type Importing = Names['imported'];

class Stack {
  readonly #name: string;
  readonly #template: StackTemplate;
  readonly #locality: Locality;

  constructor(name: string, template: StackTemplate, locality: Locality) {
    this.#name = name;
    this.#template = template;
    this.#locality = locality;
  }

  resources(imported: Importing): Resource[] {
    const names = this.#names(imported);
    const resources: Resource[] = [];
    for (const [logicalId, { Type, Properties }] of Object.entries(this.#template.Resources)) {
      const { type, place, exists } = this.#resource(logicalId, names, `Resources.${logicalId}`);
      if (!exists) continue;
      const properties = resolve(Properties, names, `${this.#name}: ${logicalId} (${Type})`);
      resources.push({
        logicalId,
        type: Type,
        name: place.name,
        ref: type.ref(place),
        arn: type.attributes.Arn?.(place),
        properties: properties as Readonly<Record<string, Json>>,
      });
    }
    // Nothing reads the outputs, but one that cannot be resolved is a fault of the template.
    for (const [id, output] of Object.entries(this.#template.Outputs)) {
      if (output.Condition && !names.condition(output.Condition, `Outputs.${id}`)) continue;
      resolve(output.Value, names, `${this.#name}: Outputs.${id}`);
    }
    return resources;
  }

  /** The value that this stack exports under a name, or undefined where it exports none. */
  exported(exportName: string, imported: Importing): Json | undefined {
    const names = this.#names(imported);
    for (const [id, output] of Object.entries(this.#template.Outputs)) {
      const at = `${this.#name}: Outputs.${id}`;
      if (output.Export && resolve(output.Export.Name, names, at) === exportName) {
        return resolve(output.Value, names, at);
      }
    }
    return undefined;
  }

  #names(imported: Importing): Names {
    const names: Names = {
      ref: (name, at) => {
        if (name.startsWith('AWS::')) return this.#pseudo(name, at);
        if (name in this.#template.Parameters) return this.#parameter(name, at);
        const { type, place } = this.#existing(name, names, at);
        return type.ref(place);
      },
      attribute: (logicalId, attribute, at) => {
        const { typeName, type, place } = this.#existing(logicalId, names, at);
        const value = type.attributes[attribute];
        if (value) return value(place);
        throw new TemplateError(
          `${at}: the attribute ${attribute} of ${typeName} is not known here`,
        );
      },
      condition: (name, at) => {
        const condition = this.#template.Conditions[name];
        if (condition !== undefined) return evaluate(condition, names, `Conditions.${name}`);
        throw new TemplateError(`${at}: there is no condition ${name}`);
      },
      imported,
    };
    return names;
  }

  #pseudo(name: string, at: string): string | undefined {
    switch (name) {
      case 'AWS::NoValue':
        return undefined;
      case 'AWS::AccountId':
        return this.#locality.account;
      case 'AWS::Partition':
        return this.#locality.partition;
      case 'AWS::Region':
        return this.#locality.region;
      case 'AWS::StackName':
        return this.#name;
      case 'AWS::URLSuffix':
        return this.#locality.urlSuffix;
      default:
        throw new TemplateError(`${at}: the pseudo parameter ${name} is not known here`);
    }
  }

  #parameter(name: string, at: string): Json {
    const given = this.#locality.parameters[name];
    if (given !== undefined) return given;
    const { Type, Default } = this.#template.Parameters[name] ?? {};
    if (Type !== 'String' && Type !== 'Number') {
      throw new TemplateError(`${at}: a parameter of type ${Type} (${name}) is not known here`);
    }
    if (Default !== undefined) return Default;
    throw new TemplateError(`${at}: the parameter ${name} has neither a value nor a default`);
  }

  #existing(logicalId: string, names: Names, at: string) {
    const resource = this.#resource(logicalId, names, at);
    if (resource.exists) return resource;
    throw new TemplateError(`${at}: ${logicalId} does not exist under its condition`);
  }

  #resource(logicalId: string, names: Names, at: string) {
    const resource = this.#template.Resources[logicalId];
    if (!resource) throw new TemplateError(`${at}: there is no resource ${logicalId}`);
    const type = RESOURCE_TYPES[resource.Type];
    if (!type) {
      throw new TemplateError(`${at}: the resource type ${resource.Type} is not known here`);
    }
    const given = type.named ? resource.Properties[type.named] : undefined;
    const name = given === undefined ? undefined : resolve(given, names, `${logicalId}.name`);
    const place: Place = {
      ...this.#locality,
      name: typeof name === 'string' ? name : this.#nameOf(logicalId, resource.Type),
    };
    const exists =
      resource.Condition === undefined || names.condition(resource.Condition, `${logicalId}`);
    return { typeName: resource.Type, type, place, exists };
  }

  /** Bucket names are lower case; nothing else has rules that logical ids break. */
  #nameOf(logicalId: string, type: string): string {
    const name = `${this.#name}-${logicalId}`;
    return type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
  }
}
