import { modelIsSolved } from '../checks/model-is-solved'
import { inner, theOne } from './changed-stack'
import { planted } from './plant'

/** A template job names an image that nobody pushed. */
export const wrongImageDigest = planted({
  name: 'wrong-image-digest',
  limitSeconds: 400,
  stack: 'jobs',
  change(resources) {
    const image = inner(theOne(resources, 'databricks_job', 'highs-small').block, 'task', 'new_cluster', 'docker_image')
    image.url = `${String(image.url).split('@')[0]}@sha256:${'0'.repeat(64)}`
  },
  shows: modelIsSolved.run,
  told: {
    resource: 'databricks_job.highs-small',
    remedy: /DOCKER_IMAGE_PULL_FAILURE[\s\S]*remedy: .*deploy images and then jobs/,
  },
})
