import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shown } from '../mistake'
import { type Rule, repeated } from './rule'

const namedOnce: Rule = {
  reads: ['algorithms'],
  find: ({ algorithms: folders }, { algorithms }) => [
    ...repeated(
      folders.map((folder, index) => ({ folder, index })),
      ({ folder }) => folder.replace(/\/+$/, ''),
    ).map(({ folder, index }) => ({
      field: `algorithms[${index}]`,
      says: `is ${shown(folder)}, which is named before; it must be named once`,
    })),
    ...repeated(
      algorithms.filter(({ folder }, index) => algorithms.findIndex((one) => one.folder === folder) === index),
      ({ manifest }) => manifest.name,
    ).map(({ folder, manifest }) => ({
      field: `algorithms[${folders.indexOf(folder)}]`,
      says: `is ${shown(folder)}, whose algorithm.yaml has the name "${manifest.name}" of another folder; names must differ`,
    })),
  ],
}

const fits: Rule = {
  reads: ['algorithms', 'compute.profiles', 'limits.timeLimitSeconds'],
  find: ({ algorithms: folders, compute, limits }, { algorithms }) =>
    folders.flatMap((folder, index) => {
      const manifest = algorithms.find((one) => one.folder === folder)?.manifest
      const field = `algorithms[${index}]`
      if (!manifest) return [{ field, says: `is ${shown(folder)}; it must be a folder with an algorithm.yaml` }]
      const at = (key: string, value: unknown, must: string) => ({
        field,
        says: `is ${shown(folder)}, whose ${key} is ${shown(value)}; it must be ${must}`,
      })
      const profiles = Object.keys(compute.profiles)
      return [
        ...(profiles.includes(manifest.profile)
          ? []
          : [at('profile', manifest.profile, `one of compute.profiles: ${profiles.join(', ')}`)]),
        ...(manifest.timeLimitSeconds <= limits.timeLimitSeconds
          ? []
          : [
              at(
                'timeLimitSeconds',
                manifest.timeLimitSeconds,
                `at most limits.timeLimitSeconds, ${limits.timeLimitSeconds}`,
              ),
            ]),
      ]
    }),
}

/** Docker takes an argument that no Dockerfile asks for, and the image would stay on its own base unnoticed. */
const takesBase: Rule = {
  reads: ['algorithms', 'baseImages'],
  find: ({ baseImages: { algorithms: base } }, { algorithms, root }) => {
    if (base === null) return []
    return algorithms
      .map(({ folder, manifest }) => join(folder, manifest.dockerfile))
      .filter((file) => existsSync(join(root, file)))
      .filter((file) => !/^ARG\s+(BASE|RUNNER)\b/m.test(readFileSync(join(root, file), 'utf8')))
      .map((file) => ({
        field: 'baseImages.algorithms',
        says: `is ${shown(base)}, which ${file} does not take; write ARG BASE and FROM \${BASE} there, or set null`,
      }))
  },
}

export const algorithmRules = [namedOnce, fits, takesBase]
