using System.Text;
using System.Threading.Channels;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>
/// Judges a stream of leads with as many workers as there are cores and writes the verdicts in the order of the leads.
/// What is under way at once is bounded, whatever the file's size.
/// </summary>
internal sealed class Grader(Plan plan, Instant asOf, string format, bool colour, IReadOnlySet<string>? only)
{
    /// <summary>Stories are told of these leads only, instead of a line for each.</summary>
    public IReadOnlyList<string> Explain { get; init; } = [];

    public async Task<GradeSummary> RunAsync(LeadSource source, Stream output, Action<long> progress, CancellationToken stop)
    {
        var workers = Math.Max(1, Environment.ProcessorCount);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var free = Channel.CreateUnbounded<GradeBatch>();
        for (var i = 0; i < 2 * workers + 2; i++) free.Writer.TryWrite(new(plan));
        var work = Channel.CreateUnbounded<(GradeBatch Batch, TaskCompletionSource<GradeBatch> Done)>();
        var inOrder = Channel.CreateUnbounded<Task<GradeBatch>>();
        var summaries = Enumerable.Range(0, workers).Select(_ => new GradeSummary()).ToArray();

        var judging = summaries.Select(summary => Task.Run(() => JudgeAsync(work.Reader, summary, stopping.Token), stopping.Token)).ToArray();
        var writing = Task.Run(() => WriteAsync(inOrder.Reader, free.Writer, output, progress, stopping.Token), stopping.Token);
        try
        {
            await ReadAsync(source, free.Reader, work.Writer, inOrder.Writer, writing, stopping.Token);
            work.Writer.Complete();
            inOrder.Writer.Complete();
            await Task.WhenAll([.. judging, writing]);
        }
        catch
        {
            await stopping.CancelAsync();
            throw;
        }
        var total = new GradeSummary();
        foreach (var summary in summaries) total.Add(summary);
        return total;
    }

    private static async Task ReadAsync(
        LeadSource source, ChannelReader<GradeBatch> free, ChannelWriter<(GradeBatch, TaskCompletionSource<GradeBatch>)> work,
        ChannelWriter<Task<GradeBatch>> inOrder, Task writing, CancellationToken stop)
    {
        while (true)
        {
            var waiting = free.ReadAsync(stop).AsTask();
            // A writer that has failed gives no batch back: then its failure is what there is to tell.
            if (await Task.WhenAny(waiting, writing) == writing) await writing;
            var batch = await waiting;
            batch.Clear();
            if (!source.Fill(batch)) return;
            var done = new TaskCompletionSource<GradeBatch>(TaskCreationOptions.RunContinuationsAsynchronously);
            inOrder.TryWrite(done.Task);
            work.TryWrite((batch, done));
        }
    }

    private async Task JudgeAsync(ChannelReader<(GradeBatch Batch, TaskCompletionSource<GradeBatch> Done)> work, GradeSummary summary, CancellationToken stop)
    {
        var explainer = new Explainer(plan);
        var verdicts = VerdictFormat.Create(format, plan.Agreement, colour);
        await foreach (var (batch, done) in work.ReadAllAsync(stop))
        {
            try
            {
                for (var i = 0; i < batch.Count; i++) Judge(batch, i, explainer, verdicts, summary);
                done.SetResult(batch);
            }
            catch (Exception exception)
            {
                done.SetException(exception);
                throw;
            }
        }
    }

    private void Judge(GradeBatch batch, int place, Explainer explainer, VerdictFormat verdicts, GradeSummary summary)
    {
        var (lead, colleagues) = batch[place];
        var verdict = explainer.Of(lead, asOf, colleagues);
        summary.Count(verdict);
        if (only is not null && !only.Contains(verdict.Temperature)) return;
        if (Explain.Count == 0) verdicts.Write(verdict, lead, batch.Output);
        else if (Explain.Contains(lead.Id))
        {
            summary.Told(lead.Id);
            var story = Story.Of(verdict, explainer.WhatWouldMakeItHot(lead, asOf, colleagues), lead, plan);
            Encoding.UTF8.GetBytes($"{story}\n".AsSpan(), batch.Output);
        }
    }

    private static async Task WriteAsync(ChannelReader<Task<GradeBatch>> inOrder, ChannelWriter<GradeBatch> free, Stream output, Action<long> progress, CancellationToken stop)
    {
        var written = 0L;
        await foreach (var judged in inOrder.ReadAllAsync(stop))
        {
            var batch = await judged;
            await output.WriteAsync(batch.Output.WrittenMemory, stop);
            written += batch.Count;
            progress(written);
            free.TryWrite(batch);
        }
        await output.FlushAsync(stop);
    }
}
