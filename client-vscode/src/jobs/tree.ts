import {
  type Command,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from "vscode";
import { messageOf } from "../errors.ts";
import type { Checkpoint, Job } from "./job.ts";
import type { Jobs } from "./jobs.ts";
import { look } from "./status.ts";
import { contextValue, description, losses, nameOf, tooltip } from "./telling.ts";

/** A row of the list: a job, or a part of it. `model` is the name of the model that it shows. */
export interface Row {
  readonly job: Job;
  readonly item: TreeItem;
  readonly model?: string;
  readonly parts?: () => Row[] | Promise<Row[]>;
}

/** The jobs with their models, checkpoints and results. */
export class Tree implements TreeDataProvider<Row> {
  private readonly changed = new EventEmitter<undefined>();

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly jobs: Jobs) {
    jobs.onList(() => this.redraw());
  }

  redraw(): void {
    this.changed.fire(undefined);
  }

  getTreeItem({ item }: Row): TreeItem {
    return item;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row !== undefined) {
      return row.parts?.() ?? [];
    }
    await this.jobs.whenListed();
    return this.jobs.all.map((job) => this.row(job));
  }

  private row(job: Job): Row {
    const { Collapsed } = TreeItemCollapsibleState;
    const item = new TreeItem(nameOf(job), Collapsed);
    const { icon, colour } = look(job.status);
    item.id = job.id;
    item.iconPath = new ThemeIcon(icon, colour === undefined ? undefined : new ThemeColor(colour));
    item.description = description(job, Date.now() / 1000);
    item.tooltip = tooltip(job);
    item.contextValue = contextValue(job);
    item.command = opening("tunelint.openJob", job);
    return { job, item, model: job.tunedModel, parts: () => this.parts(job) };
  }

  private parts(job: Job): Row[] {
    return [
      ...noteRow(job, job.error, "error", "list.errorForeground"),
      ...noteRow(job, job.trouble, "warning", "list.warningForeground"),
      ...modelRow(job),
      this.checkpointsRow(job),
      ...resultsRow(job),
    ];
  }

  private checkpointsRow(job: Job): Row {
    const item = new TreeItem("Checkpoints", TreeItemCollapsibleState.Collapsed);
    item.id = `${job.id} checkpoints`;
    item.iconPath = new ThemeIcon("milestone");
    return { job, item, parts: () => this.checkpoints(job) };
  }

  private async checkpoints(job: Job): Promise<Row[]> {
    try {
      const { checkpoints } = await this.jobs.details(job.id, true);
      return checkpoints.length === 0
        ? noteRow(job, "None", "dash")
        : checkpoints.map((checkpoint) => checkpointRow(job, checkpoint));
    } catch (error) {
      return noteRow(job, messageOf(error), "warning");
    }
  }
}

function checkpointRow(job: Job, { step, model, metrics, isBest }: Checkpoint): Row {
  const item = new TreeItem(`Step ${step.toLocaleString()}`);
  item.id = `${job.id} checkpoint ${step}`;
  item.description = [...(isBest ? ["best"] : []), losses(metrics)].join(" · ");
  item.tooltip = model;
  item.contextValue = "checkpoint copyModel";
  item.iconPath = isBest
    ? new ThemeIcon("star-full", new ThemeColor("charts.green"))
    : new ThemeIcon("git-commit");
  return { job, item, model };
}

function modelRow(job: Job): Row[] {
  const { id, tunedModel: model } = job;
  if (model === "") {
    return [];
  }
  const item = new TreeItem(model);
  item.id = `${id} model`;
  item.description = "tuned model";
  item.tooltip = model;
  item.contextValue = "model copyModel";
  item.iconPath = new ThemeIcon("sparkle");
  return [{ job, item, model }];
}

function resultsRow(job: Job): Row[] {
  if (job.resultFiles.length === 0) {
    return [];
  }
  const item = new TreeItem("Results file");
  item.id = `${job.id} results`;
  item.description = job.resultFiles.join(", ");
  item.iconPath = new ThemeIcon("graph-line");
  item.command = opening("tunelint.openJobResults", job);
  return [{ job, item }];
}

function noteRow(job: Job, text: string | null, icon: string, colour?: string): Row[] {
  if (text === null) {
    return [];
  }
  const item = new TreeItem(text);
  item.tooltip = text;
  item.iconPath = new ThemeIcon(icon, colour === undefined ? undefined : new ThemeColor(colour));
  return [{ job, item }];
}

function opening(command: string, { id }: Job): Command {
  return { command, title: "Open", arguments: [id] };
}
