import { refuses } from '../testing/mistakes'

refuses([
  [
    'no algorithm',
    'algorithms',
    [],
    'algorithms is empty; it must be a list of folders with an algorithm.yaml, at least one',
  ],
  [
    'algorithm without a folder',
    'algorithms',
    ['optimiser-image', 'nowhere'],
    'algorithms[1] is "nowhere"; it must be a folder with an algorithm.yaml',
  ],
  [
    'algorithm named twice',
    'algorithms',
    ['optimiser-image', 'optimiser-image/'],
    'algorithms[1] is "optimiser-image/", which is named before; it must be named once',
  ],
  [
    'folder outside of the repository',
    'algorithms',
    ['../elsewhere'],
    /^algorithms\[0\] is "..\/elsewhere"; it must be a folder of the repository/,
  ],
  [
    'time limit below an algorithm’s',
    'limits.timeLimitSeconds',
    600,
    'algorithms[0] is "optimiser-image", whose timeLimitSeconds is 3600; it must be at most limits.timeLimitSeconds, 600',
  ],
])
