import type { Day } from '../calendar/day.ts';
import type {
  Grid,
  Leadership,
  ReferenceKind,
  ReferenceVersion,
  RosterEntry,
  Staffing,
  Succession,
  Survey,
  Unit,
  VersionOf,
} from './kinds.ts';
import { codesByName } from './names.ts';
import { Successions } from './successions.ts';
import { type Level, UnitTree } from './tree.ts';

/** The grids in force on a day. */
export class Grids {
  readonly rows: readonly Grid[];
  readonly #byCode: ReadonlyMap<string, Grid>;
  #byStation: ReadonlyMap<string, Grid[]> | undefined;
  readonly #codesByName = new Map<string, ReadonlyMap<string, string>>();

  constructor(rows: readonly Grid[]) {
    this.rows = rows;
    this.#byCode = new Map(rows.map((grid) => [grid.code, grid]));
  }

  get(code: string): Grid | undefined {
    return this.#byCode.get(code);
  }

  ofStation(station: string): readonly Grid[] {
    this.#byStation ??= Map.groupBy(this.rows, (grid) => grid.station);
    return this.#byStation.get(station) ?? [];
  }

  /** The codes of a station's grids by their names; a name that stands twice says nothing. */
  codesByName(station: string): ReadonlyMap<string, string> {
    const codes = this.#codesByName.get(station) ?? codesByName(this.ofStation(station));
    this.#codesByName.set(station, codes);
    return codes;
  }
}

/** The officers of a day. */
export class Roster {
  readonly rows: readonly RosterEntry[];
  readonly #byOfficer: ReadonlyMap<string, RosterEntry>;
  #byStation: ReadonlyMap<string, RosterEntry[]> | undefined;

  constructor(rows: readonly RosterEntry[]) {
    this.rows = rows;
    this.#byOfficer = new Map(rows.map((entry) => [entry.officer, entry]));
  }

  has(officer: string): boolean {
    return this.#byOfficer.has(officer);
  }

  get(officer: string): RosterEntry | undefined {
    return this.#byOfficer.get(officer);
  }

  ofStation(station: string): readonly RosterEntry[] {
    this.#byStation ??= Map.groupBy(this.rows, (entry) => entry.station);
    return this.#byStation.get(station) ?? [];
  }
}

/** One index a version, built when it is first asked for. */
function indexed<Row, Index>(
  build: (rows: readonly Row[]) => Index,
): (version: { readonly rows: readonly Row[] }) => Index {
  const built = new Map<readonly Row[], Index>();
  return ({ rows }) => {
    const index = built.get(rows) ?? build(rows);
    built.set(rows, index);
    return index;
  };
}

/** What stands where no version is in force yet. */
const NOTHING = { rows: [] };

/**
 * All loaded versions of the reference data. On a day the version with the latest effective day
 * not after it is in force, and of two with the same effective day the later one; surveys and
 * leadership come from the version loaded last.
 */
export class ReferenceBook {
  readonly versions: readonly ReferenceVersion[];
  readonly #tree = indexed((rows: readonly Unit[]) => new UnitTree(rows));
  readonly #grids = indexed((rows: readonly Grid[]) => new Grids(rows));
  readonly #roster = indexed((rows: readonly RosterEntry[]) => new Roster(rows));
  readonly #successions = indexed((rows: readonly Succession[]) => new Successions(rows));
  #levels: ReadonlyMap<string, Level> | undefined;

  constructor(versions: readonly ReferenceVersion[]) {
    this.versions = versions;
  }

  /** The version of a kind in force on a day; undefined before the first. */
  versionOn<K extends ReferenceKind>(kind: K, day: Day): VersionOf<K> | undefined {
    return this.#best(kind, (version) => version.effective <= day, compareEffective);
  }

  /** The version of a kind that was loaded last; undefined where none was. */
  latest<K extends ReferenceKind>(kind: K): VersionOf<K> | undefined {
    return this.#best(kind, () => true, compareLoaded);
  }

  /** Before the first version comes into force there are no units; nor grids, nor successions. */
  unitsOn(day: Day): UnitTree {
    return this.#tree(this.versionOn('units', day) ?? NOTHING);
  }

  gridsOn(day: Day): Grids {
    return this.#grids(this.versionOn('grids', day) ?? NOTHING);
  }

  /** Undefined before the first roster: then nobody is known to be missing from it. */
  rosterOn(day: Day): Roster | undefined {
    const version = this.versionOn('roster', day);
    return version && this.#roster(version);
  }

  successionsOn(day: Day): Successions {
    return this.#successions(this.versionOn('successions', day) ?? NOTHING);
  }

  staffingOn(day: Day): readonly Staffing[] {
    return this.versionOn('staffing', day)?.rows ?? [];
  }

  surveys(): readonly Survey[] {
    return this.latest('surveys')?.rows ?? [];
  }

  leadership(): readonly Leadership[] {
    return this.latest('leadership')?.rows ?? [];
  }

  /** Whether a unit has, had or will have this code, in any version. */
  hasUnit(code: string): boolean {
    return this.#everyUnit().has(code);
  }

  /** The same for stations. */
  hasStation(code: string): boolean {
    return this.#everyUnit().get(code) === 'station';
  }

  #everyUnit(): ReadonlyMap<string, Level> {
    this.#levels ??= new Map(
      this.#ofKind('units').flatMap((version) =>
        version.rows.map((unit) => [unit.code, unit.level] as const),
      ),
    );
    return this.#levels;
  }

  #ofKind<K extends ReferenceKind>(kind: K): VersionOf<K>[] {
    return this.versions.filter((version): version is VersionOf<K> => version.kind === kind);
  }

  #best<K extends ReferenceKind>(
    kind: K,
    qualifies: (version: ReferenceVersion) => boolean,
    compare: (a: ReferenceVersion, b: ReferenceVersion) => number,
  ): VersionOf<K> | undefined {
    let best: VersionOf<K> | undefined;
    for (const version of this.#ofKind(kind)) {
      if (qualifies(version) && (!best || compare(version, best) > 0)) best = version;
    }
    return best;
  }
}

function compareLoaded(a: ReferenceVersion, b: ReferenceVersion): number {
  return a.version - b.version;
}

function compareEffective(a: ReferenceVersion, b: ReferenceVersion): number {
  if (a.effective !== b.effective) return a.effective < b.effective ? -1 : 1;
  return compareLoaded(a, b);
}
