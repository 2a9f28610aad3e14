#!/bin/bash
#SBATCH --job-name=avsikt
#SBATCH --cpus-per-task=1
#SBATCH --mem=1G
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --output=shard-%a.log
# In the ceremony's folder, which all nodes see:  sbatch --array=1-4 slurm.sh 4
exec avsikt produce --shard "$SLURM_ARRAY_TASK_ID/$1" --threads "$SLURM_CPUS_PER_TASK"
