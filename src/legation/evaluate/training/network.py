"""The encoder's heads, as PyTorch learns them.

In: word vectors and traits of a batch of sentences. Out: scores of openers, rows of labels, and
what a row is like. `extract.rowheads` computes the same in numpy from the exported weights.
Not here: the loss and the loop (`learn`), the export (`export`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from legation.evaluate.corpusscores import CERTAINTY_EDGES
from legation.evaluate.training.examples import LEARNT_ACTS
from legation.extract import claimtraits, eventtraits
from legation.records import MEANS, STATUSES
from legation.reference.codebook import load_modes

WIDTH = 384  # of MiniLM's vectors
TRAIT_WIDTH = 16
HIDDEN = 128
PRODUCT = 64


class RowHeads(nn.Module):
    """Scores of openers, label rows and the nature of rows, from word vectors and traits."""

    marked: tuple[int, ...]
    """The labels whose words tell, beside the opener, what a row is like."""
    opener_weight = 1.0
    """How much a word that opens a row counts against one that opens none."""
    row_weight = 0.15
    """How much the labels of a row count against one word."""

    def __init__(
        self,
        word_sizes: Mapping[str, int],
        pair_sizes: Mapping[str, int],
        n_labels: int,
        kinds: int,
        natures: Mapping[str, int],
        seed: int,
    ) -> None:
        torch.manual_seed(seed)  # the first weights are drawn by chance
        super().__init__()
        self.nature_names = tuple(natures)
        self.traits = nn.ModuleList(nn.Embedding(n, TRAIT_WIDTH) for n in word_sizes.values())
        self.corpus = nn.Embedding(2, TRAIT_WIDTH)
        width = WIDTH + TRAIT_WIDTH * (len(word_sizes) + 1)
        self.cue = nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, kinds))
        self.of_word = nn.Linear(width, HIDDEN)
        self.of_cue = nn.Linear(width, HIDDEN)
        self.pairs = nn.ModuleList(nn.Embedding(n, HIDDEN) for n in pair_sizes.values())
        self.product_word = nn.Linear(width, PRODUCT)
        self.product_cue = nn.Linear(width, PRODUCT)
        self.of_product = nn.Linear(PRODUCT, HIDDEN)
        self.second = nn.Linear(HIDDEN, HIDDEN)
        self.label = nn.Linear(HIDDEN, n_labels)
        self.moves = nn.Parameter(torch.zeros(n_labels, n_labels))
        self.first = nn.Parameter(torch.zeros(n_labels))
        self.last = nn.Parameter(torch.zeros(n_labels))
        self.nature = nn.Sequential(nn.Linear(3 * width, HIDDEN), nn.GELU())
        for name, size in natures.items():
            setattr(self, name, nn.Linear(HIDDEN, size))
        self.drop = nn.Dropout(0.2)
        for embedding in self.pairs:
            nn.init.normal_(embedding.weight, std=0.05)

    def words(self, vectors: Tensor, traits: Tensor, corpus: Tensor) -> Tensor:
        """Return word vectors with their traits, shape (sentence, word, width)."""
        parts = [embed(traits[..., i]) for i, embed in enumerate(self.traits)]
        told = self.corpus(corpus)[:, None, :].expand(-1, traits.shape[1], -1)
        return torch.cat([vectors, *parts, told], dim=-1)

    def opener_loss(self, words: Tensor, openers: Tensor) -> Tensor:
        """Return the loss of each word as an opener of its kind, shape (sentence, word)."""
        spread = self.cue(self.drop(words))
        if spread.shape[-1] == 1:
            return nn.functional.binary_cross_entropy_with_logits(
                spread.squeeze(-1), (openers > 0).float(), reduction="none"
            )
        loss = nn.functional.cross_entropy(spread.transpose(1, 2), openers, reduction="none")
        return loss * (1 + (self.opener_weight - 1) * (openers > 0))

    def rows(self, words: Tensor, cue: Tensor, pairs: Tensor) -> Tensor:
        """Return label scores, shape (row, word, label), of rows whose `words` are given."""
        at_cue = words[torch.arange(len(cue)), cue]
        hidden = self.of_word(words) + self.of_cue(at_cue)[:, None]
        for i, embed in enumerate(self.pairs):
            hidden = hidden + embed(pairs[..., i])
        product = self.product_word(words) * self.product_cue(at_cue)[:, None]
        hidden = nn.functional.gelu(hidden + self.of_product(product))
        hidden = hidden + nn.functional.gelu(self.second(self.drop(hidden)))
        scores: Tensor = self.label(self.drop(hidden))
        return scores

    def natures(self, words: Tensor, cue: Tensor, labels: Tensor) -> dict[str, Tensor]:
        """Return the scores of what rows are like, by name."""
        at_cue = words[torch.arange(len(cue)), cue]
        weight = torch.isin(labels, torch.tensor(self.marked)).float()[..., None]
        mean = (words * weight).sum(1) / weight.sum(1).clamp(min=1)
        whole = words.amax(1)
        hidden = self.drop(self.nature(torch.cat([at_cue, mean, whole], dim=-1)))
        return {name: getattr(self, name)(hidden) for name in self.nature_names}

    def row_loss(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Return the mean negative log-likelihood of label rows under a linear-chain CRF."""
        return (self._log_sum(scores, mask) - self._score(scores, labels, mask)).mean()

    def _score(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        own = scores.gather(2, labels[..., None]).squeeze(2) * mask
        moves = self.moves[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]
        ends = mask.sum(1).long() - 1
        last = labels[torch.arange(len(labels)), ends]
        return own.sum(1) + moves.sum(1) + self.first[labels[:, 0]] + self.last[last]

    def _log_sum(self, scores: Tensor, mask: Tensor) -> Tensor:
        state = self.first + scores[:, 0]
        for i in range(1, scores.shape[1]):
            stepped = torch.logsumexp(state[:, :, None] + self.moves, dim=1) + scores[:, i]
            state = torch.where(mask[:, i, None] > 0, stepped, state)
        return torch.logsumexp(state + self.last, dim=1)


class ClaimHeads(RowHeads):
    """The heads of claims."""

    marked = (claimtraits.CONTENT,)

    def __init__(self, seed: int = 0) -> None:
        super().__init__(
            claimtraits.WORD_TRAITS,
            claimtraits.PAIR_TRAITS,
            len(claimtraits.LABELS),
            1,
            {"act": len(LEARNT_ACTS), "negated": 2, "certainty": len(CERTAINTY_EDGES) + 1},
            seed,
        )


class EventHeads(RowHeads):
    """The heads of events."""

    marked = (eventtraits.ACTOR, eventtraits.RECIPIENT, eventtraits.BOTH, eventtraits.MEANS)
    opener_weight = 2.0
    row_weight = 0.4

    def __init__(self, seed: int = 0) -> None:
        super().__init__(
            eventtraits.WORD_TRAITS,
            eventtraits.PAIR_TRAITS,
            len(eventtraits.LABELS),
            1 + len(eventtraits.KINDS),
            {"mode": 1 + len(load_modes()), "status": len(STATUSES), "means": len(MEANS)},
            seed,
        )


def word_vectors(pieces: Tensor, firsts: Tensor) -> Tensor:
    """Return the vector of each word's first piece, shape (sentence, word, width)."""
    return pieces.gather(1, firsts[..., None].expand(-1, -1, pieces.shape[-1]))


def padded(rows: Sequence[Tensor]) -> Tensor:
    """Return rows of different lengths as one tensor, zeros after their ends."""
    return nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
