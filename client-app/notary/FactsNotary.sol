// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Roots of what was endorsed on a ledger
/// @notice Keeps, for each channel, a line of Merkle roots over consecutive ranges of the ledger's blocks. What stands here is never
/// changed or removed: a root can only be added at the end of its line, by an address that the owner registered for the channel.
/// A channel is keccak256(hash of the ledger's block 0, UTF-8 name of the channel), so that two networks never share a line.
contract FactsNotary {
    /// @notice A range of a ledger's blocks under one root.
    struct Batch {
        /// First block of the range.
        uint64 fromBlock;
        /// Last block of the range, inclusive.
        uint64 toBlock;
        /// Place in the channel's line, from 1; 0 where there is no such batch.
        uint64 number;
        /// Time of the block of this chain that took it in, seconds since 1970 UTC.
        uint64 notarisedAt;
    }

    /// @notice Who registers and removes notaries; has no right over roots.
    address public owner;
    /// @notice Who may take the ownership over; zero for nobody.
    address public pendingOwner;
    /// @notice Whether an address may add roots to a channel's line.
    mapping(bytes32 channel => mapping(address notary => bool)) public isNotary;

    mapping(bytes32 channel => bytes32 root) private newest;
    mapping(bytes32 channel => mapping(bytes32 root => Batch)) private batches;

    /// @notice A root was added to a channel's line.
    event Notarised(
        bytes32 indexed channel, uint64 fromBlock, uint64 toBlock, bytes32 previousRoot, bytes32 root, address notary
    );
    event NotaryRegistered(bytes32 indexed channel, address indexed notary);
    event NotaryRemoved(bytes32 indexed channel, address indexed notary);
    event OwnershipOffered(address indexed owner, address indexed pendingOwner);
    event OwnershipTaken(address indexed previousOwner, address indexed owner);

    error NotOwner(address caller);
    error NotPendingOwner(address caller);
    error NotNotary(bytes32 channel, address caller);
    error ZeroAddress();
    error ZeroRoot();
    error EmptyRange(uint64 fromBlock, uint64 toBlock);
    /// The range leaves a gap after the newest one, or overlaps it.
    error NotNext(uint64 lastBlock, uint64 fromBlock);
    error WrongPreviousRoot(bytes32 newestRoot, bytes32 previousRoot);
    error RootKnown(bytes32 channel, bytes32 root);

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    constructor() {
        owner = msg.sender;
        emit OwnershipTaken(address(0), msg.sender);
    }

    /// @notice Adds a root to the end of a channel's line. The first root of a line may begin at any block.
    /// @param previousRoot the newest root of the line; zero for the first
    function notarise(bytes32 channel, uint64 fromBlock, uint64 toBlock, bytes32 previousRoot, bytes32 root) external {
        if (!isNotary[channel][msg.sender]) revert NotNotary(channel, msg.sender);
        if (root == bytes32(0)) revert ZeroRoot();
        if (toBlock < fromBlock) revert EmptyRange(fromBlock, toBlock);
        bytes32 newestRoot = newest[channel];
        Batch memory last = batches[channel][newestRoot];
        if (newestRoot != bytes32(0) && (fromBlock == 0 || fromBlock - 1 != last.toBlock)) {
            revert NotNext(last.toBlock, fromBlock);
        }
        if (previousRoot != newestRoot) revert WrongPreviousRoot(newestRoot, previousRoot);
        if (batches[channel][root].number != 0) revert RootKnown(channel, root);
        newest[channel] = root;
        batches[channel][root] = Batch(fromBlock, toBlock, last.number + 1, uint64(block.timestamp));
        emit Notarised(channel, fromBlock, toBlock, previousRoot, root, msg.sender);
    }

    /// @notice The end of a channel's line; a zero root where nothing was notarised yet.
    function head(bytes32 channel) external view returns (bytes32 root, Batch memory batch) {
        root = newest[channel];
        batch = batches[channel][root];
    }

    /// @notice What a root of a channel covers; number 0 for a root that was never notarised.
    function batchOf(bytes32 channel, bytes32 root) external view returns (Batch memory) {
        return batches[channel][root];
    }

    /// @notice Lets an address add roots to a channel's line.
    function register(bytes32 channel, address notary) external onlyOwner {
        if (notary == address(0)) revert ZeroAddress();
        isNotary[channel][notary] = true;
        emit NotaryRegistered(channel, notary);
    }

    /// @notice Lets an address add no more roots; those that it added stay.
    function remove(bytes32 channel, address notary) external onlyOwner {
        isNotary[channel][notary] = false;
        emit NotaryRemoved(channel, notary);
    }

    /// @notice Offers the ownership; it passes only when the other one takes it. Zero withdraws the offer.
    function offerOwnership(address to) external onlyOwner {
        pendingOwner = to;
        emit OwnershipOffered(owner, to);
    }

    /// @notice Takes the ownership that was offered.
    function takeOwnership() external {
        if (msg.sender != pendingOwner) revert NotPendingOwner(msg.sender);
        emit OwnershipTaken(owner, msg.sender);
        owner = msg.sender;
        pendingOwner = address(0);
    }
}
