export interface NodeType {
  readonly vCpus: number
  readonly memoryGb: number
  /** Databricks units that one node uses in an hour of a job, without Photon; the same in every region. */
  readonly dbuPerHour: number
  /** Last day on which Azure runs the size, `YYYY-MM-DD`; absent where Azure has announced none. */
  readonly retires?: string
  /** Where units and date come from. */
  readonly source: string
}

const dbu = 'NVIDIA/spark-rapids-tools premium-databricks-azure-catalog.json @735a3dd'
const retirement = 'Azure/EOL service_list.json @c5af085b'

/** VM sizes that a node may have. Prices stand in the price table, by region. */
export const nodeTypes: Readonly<Record<string, NodeType>> = {
  Standard_D4as_v5: { vCpus: 4, memoryGb: 16, dbuPerHour: 1, source: dbu },
  Standard_D8as_v5: { vCpus: 8, memoryGb: 32, dbuPerHour: 2, source: dbu },
  Standard_D4ads_v5: { vCpus: 4, memoryGb: 16, dbuPerHour: 1, source: dbu },
  Standard_F4s_v2: { vCpus: 4, memoryGb: 8, dbuPerHour: 0.75, retires: '2028-11-15', source: `${dbu}; ${retirement}` },
  Standard_F8s_v2: { vCpus: 8, memoryGb: 16, dbuPerHour: 1.5, retires: '2028-11-15', source: `${dbu}; ${retirement}` },
  Standard_F4: { vCpus: 4, memoryGb: 8, dbuPerHour: 0.5, retires: '2028-11-15', source: `${dbu}; ${retirement}` },
  Standard_DS3_v2: { vCpus: 4, memoryGb: 14, dbuPerHour: 0.75, retires: '2028-05-01', source: `${dbu}; ${retirement}` },
}
