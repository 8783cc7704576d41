"""The encoder and its heads, as PyTorch learns them.

In: word pieces and traits of a batch of sentences. Out: scores of cues, rows of labels, and what a
claim is like. `extract.claimheads` computes the same in numpy from the exported weights.
Not here: the loss and the loop (`learn`), the export (`export`).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from legation.evaluate.corpusscores import CERTAINTY_EDGES
from legation.evaluate.training.examples import LEARNT_ACTS
from legation.extract.claimtraits import LABELS, PAIR_TRAITS, WORD_TRAITS

WIDTH = 384  # of MiniLM's vectors
TRAIT_WIDTH = 16
HIDDEN = 128
PRODUCT = 64
N_LABELS = len(LABELS)


class ClaimHeads(nn.Module):
    """Cue scores, label rows and the nature of claims, from word vectors and traits."""

    def __init__(self, n_corpora: int = 2, seed: int = 0) -> None:
        torch.manual_seed(seed)  # the first weights are drawn by chance
        super().__init__()
        self.traits = nn.ModuleList(nn.Embedding(n, TRAIT_WIDTH) for n in WORD_TRAITS.values())
        self.corpus = nn.Embedding(n_corpora, TRAIT_WIDTH)
        width = WIDTH + TRAIT_WIDTH * (len(WORD_TRAITS) + 1)
        self.cue = nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, 1))
        self.of_word = nn.Linear(width, HIDDEN)
        self.of_cue = nn.Linear(width, HIDDEN)
        self.pairs = nn.ModuleList(nn.Embedding(n, HIDDEN) for n in PAIR_TRAITS.values())
        self.product_word = nn.Linear(width, PRODUCT)
        self.product_cue = nn.Linear(width, PRODUCT)
        self.of_product = nn.Linear(PRODUCT, HIDDEN)
        self.second = nn.Linear(HIDDEN, HIDDEN)
        self.label = nn.Linear(HIDDEN, N_LABELS)
        self.moves = nn.Parameter(torch.zeros(N_LABELS, N_LABELS))
        self.first = nn.Parameter(torch.zeros(N_LABELS))
        self.last = nn.Parameter(torch.zeros(N_LABELS))
        self.nature = nn.Sequential(nn.Linear(3 * width, HIDDEN), nn.GELU())
        self.act = nn.Linear(HIDDEN, len(LEARNT_ACTS))
        self.negated = nn.Linear(HIDDEN, 2)
        self.certainty = nn.Linear(HIDDEN, len(CERTAINTY_EDGES) + 1)
        self.drop = nn.Dropout(0.2)
        for embedding in self.pairs:
            nn.init.normal_(embedding.weight, std=0.05)

    def words(self, vectors: Tensor, traits: Tensor, corpus: Tensor) -> Tensor:
        """Return word vectors with their traits, shape (sentence, word, width)."""
        parts = [embed(traits[..., i]) for i, embed in enumerate(self.traits)]
        told = self.corpus(corpus)[:, None, :].expand(-1, traits.shape[1], -1)
        return torch.cat([vectors, *parts, told], dim=-1)

    def rows(self, words: Tensor, cue: Tensor, pairs: Tensor) -> Tensor:
        """Return label scores, shape (row, word, label), of rows whose `words` are given."""
        at_cue = words[torch.arange(len(cue)), cue]
        hidden = self.of_word(words) + self.of_cue(at_cue)[:, None]
        for i, embed in enumerate(self.pairs):
            hidden = hidden + embed(pairs[..., i])
        product = self.product_word(words) * self.product_cue(at_cue)[:, None]
        hidden = nn.functional.gelu(hidden + self.of_product(product))
        hidden = hidden + nn.functional.gelu(self.second(self.drop(hidden)))
        return self.label(self.drop(hidden))

    def natures(self, words: Tensor, cue: Tensor, content: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores of act, negation and seventh; `content` is 1 on the content's words."""
        at_cue = words[torch.arange(len(cue)), cue]
        weight = content[..., None]
        mean = (words * weight).sum(1) / weight.sum(1).clamp(min=1)
        whole = words.amax(1)
        hidden = self.drop(self.nature(torch.cat([at_cue, mean, whole], dim=-1)))
        return self.act(hidden), self.negated(hidden), self.certainty(hidden)

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


def word_vectors(pieces: Tensor, firsts: Tensor) -> Tensor:
    """Return the vector of each word's first piece, shape (sentence, word, width)."""
    return pieces.gather(1, firsts[..., None].expand(-1, -1, pieces.shape[-1]))


def padded(rows: Sequence[Tensor]) -> Tensor:
    """Return rows of different lengths as one tensor, zeros after their ends."""
    return nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
