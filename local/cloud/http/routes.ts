/** Choosing a route as API Gateway's HTTP APIs do. */
import type { Route } from '../template/description.ts';

export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * The most specific route for a request: a literal segment goes before a variable, a variable
 * before a greedy one, a method before ANY, and `$default` takes what is left. `path` is decoded.
 */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | undefined {
  const candidates = routes.flatMap((route) => {
    if (route.key === '$default') return [{ route, pathParameters: {}, rank: '' }];
    const [routeMethod = '', pattern = ''] = route.key.split(' ');
    if (routeMethod !== 'ANY' && routeMethod !== method) return [];
    const pathParameters = matchPath(pattern, path);
    if (!pathParameters) return [];
    return [{ route, pathParameters, rank: rankOf(pattern) + (routeMethod === 'ANY' ? '0' : '1') }];
  });
  return candidates.sort((a, b) => (a.rank < b.rank ? 1 : a.rank > b.rank ? -1 : 0))[0];
}

/** The pattern's variables, or undefined where the path does not fit. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const parts = pattern.split('/').slice(1);
  const segments = path.split('/').slice(1);
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index];
    const variable = /^\{([^+}]+)(\+?)\}$/.exec(part);
    if (!variable) {
      if (segment !== part) return undefined;
      continue;
    }
    const [, name = '', greedy] = variable;
    const value = greedy ? segments.slice(index).join('/') : segment;
    if (!value) return undefined;
    parameters[name] = value;
    if (greedy) return parameters;
  }
  return segments.length === parts.length ? parameters : undefined;
}

/** Orders patterns by how specific they are, segment by segment; the greater goes first. */
function rankOf(pattern: string): string {
  return pattern
    .split('/')
    .slice(1)
    .map((part) => (part.endsWith('+}') ? '1' : part.startsWith('{') ? '2' : '3'))
    .join('');
}
